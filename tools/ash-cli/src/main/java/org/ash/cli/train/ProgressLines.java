package org.ash.cli.train;

import java.io.PrintWriter;
import java.time.Duration;
import org.ash.cli.output.Numbers;
import org.ash.train.EpochReport;
import org.ash.train.StepReport;
import org.ash.train.TrainingListener;

/** Progress as plain lines, for logs: at the first step, then every so often, and each epoch. */
final class ProgressLines implements TrainingListener {
  private static final Duration INTERVAL = Duration.ofSeconds(12);

  private final PrintWriter err;
  private final Pace pace = new Pace();
  private int epochs;
  private boolean first = true;
  private long toldAt;

  ProgressLines(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void onStart(Start start) {
    epochs = start.config().epochs();
    pace.start(start);
    say(EpochText.start(start));
  }

  @Override
  public void onStep(StepReport report) {
    pace.step(report);
    long now = System.nanoTime();
    if (first) {
      say(
          "epoch %d/%d  first step done, loss %s"
              .formatted(report.epoch(), epochs, Numbers.decimal(report.loss(), 4)));
      first = false;
      toldAt = now;
    } else if (now - toldAt >= INTERVAL.toNanos()) {
      toldAt = now;
      say(
          "epoch %d/%d  step %s/%s  %s"
              .formatted(
                  report.epoch(),
                  epochs,
                  Numbers.count(report.batch()),
                  Numbers.count(report.batches()),
                  String.join("  ", EpochText.recent(pace))));
    }
  }

  @Override
  public void onEpoch(EpochReport report) {
    pace.epoch(report);
    say(EpochText.of(report, epochs));
    toldAt = System.nanoTime();
  }

  private void say(String line) {
    err.println(line);
    err.flush();
  }
}
