package org.ash.cli.train;

import java.time.Duration;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.train.EpochReport;
import org.ash.train.StepReport;
import org.ash.train.TrainingListener;

/** Progress as plain lines, for logs: at the first step, then every so often, and each epoch. */
final class ProgressLines implements TrainingListener {
  private static final Duration INTERVAL = Duration.ofSeconds(12);

  private final Output output;
  private final Pace pace = new Pace();
  private int epochs;
  private int epoch = 1;
  private boolean first = true;
  private long toldAt;

  ProgressLines(Output output) {
    this.output = output;
  }

  @Override
  public void onStart(Start start) {
    epochs = start.config().epochs();
    epoch = start.progress().epoch() + 1;
    toldAt = System.nanoTime();
    pace.start(start);
    output.note(EpochText.start(start));
  }

  @Override
  public void onStep(StepReport report) {
    pace.step(report);
    epoch = report.epoch();
    if (first) {
      output.note(
          "epoch %d/%d  first step done, loss %s"
              .formatted(report.epoch(), epochs, Numbers.decimal(report.loss(), 4)));
      first = false;
      toldAt = System.nanoTime();
    } else if (due()) {
      output.note(
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
  public void onEvaluationProgress(long done, long total) {
    if (due()) {
      output.note("epoch %d/%d  %s".formatted(epoch, epochs, EpochText.evaluating(done, total)));
    }
  }

  @Override
  public void onEpoch(EpochReport report) {
    pace.epoch(report);
    output.note(EpochText.of(report, epochs));
    epoch = report.epoch() + 1;
    toldAt = System.nanoTime();
  }

  /** Whether enough time has gone by since the last line; the next is told now if so. */
  private boolean due() {
    long now = System.nanoTime();
    boolean due = now - toldAt >= INTERVAL.toNanos();
    toldAt = due ? now : toldAt;
    return due;
  }
}
