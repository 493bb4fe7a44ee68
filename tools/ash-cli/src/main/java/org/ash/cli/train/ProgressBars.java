package org.ash.cli.train;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.ash.train.EpochReport;
import org.ash.train.Evaluation;
import org.ash.train.StepReport;
import org.ash.train.TrainingListener;
import org.ash.train.TrainingResult;

/** Progress as a bar on a terminal, one for each epoch, which leaves one line behind. */
final class ProgressBars implements TrainingListener, AutoCloseable {
  private static final int REDRAW_MILLIS = 250;

  private final PrintStream terminal;
  private final PrintWriter err;
  private final Pace pace = new Pace();
  private Optional<ProgressBar> bar = Optional.empty();
  private int epochs;

  /** What the bar tells beside itself; the bar's own thread reads it. */
  private volatile List<String> facts = List.of();

  ProgressBars(PrintStream terminal, PrintWriter err) {
    this.terminal = terminal;
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
    if (bar.isEmpty()) {
      bar = Optional.of(open(report));
    }
    ProgressBar open = bar.get();
    open.stepTo(report.batch());
    facts = EpochText.recent(pace);
  }

  @Override
  public void onEvaluationProgress(long done, long total) {
    facts = List.of(EpochText.evaluating(done, total));
  }

  @Override
  public void onEvaluation(Evaluation evaluation) {
    close();
  }

  @Override
  public void onEpoch(EpochReport report) {
    close();
    pace.epoch(report);
    say(EpochText.of(report, epochs));
  }

  @Override
  public void onEnd(TrainingResult result) {
    close();
  }

  /** Takes the bar from the terminal. */
  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }

  private ProgressBar open(StepReport report) {
    return new ProgressBarBuilder()
        .setTaskName("epoch %d/%d".formatted(report.epoch(), epochs))
        .setInitialMax(report.batches())
        .startsFrom(report.batch(), Duration.ZERO)
        .setUpdateIntervalMillis(REDRAW_MILLIS)
        .setRenderer(
            (state, columns) ->
                ProgressLine.fit(
                    state.getTaskName(), state.getNormalizedProgress(), facts, columns))
        .setConsumer(new ConsoleProgressBarConsumer(terminal))
        .clearDisplayOnFinish()
        .build();
  }

  private void say(String line) {
    err.println(line);
    err.flush();
  }
}
