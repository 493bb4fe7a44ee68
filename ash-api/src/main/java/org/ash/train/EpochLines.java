package org.ash.train;

import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Progress as plain lines, for a console or a log: the first step, one line an epoch, and the end.
 *
 * <pre>{@code
 * Trainer.builder(network, data, backend).listener(new EpochLines(System.out::println))
 * }</pre>
 *
 * <p>Numbers are written the same in every locale. For one training at a time.
 */
public final class EpochLines implements TrainingListener {
  private final Consumer<String> sink;
  private int epochs;
  private boolean first = true;

  /**
   * Lines for a sink.
   *
   * @param sink takes each line, without its end; called on the training's thread
   */
  public EpochLines(Consumer<String> sink) {
    this.sink = Objects.requireNonNull(sink, "sink");
  }

  @Override
  public void onStart(Start start) {
    epochs = start.config().epochs();
    first = true;
    line(
        "training %d parameters, epoch %d to %d, %d steps each",
        start.parameters(), start.progress().epoch() + 1, epochs, start.batches());
  }

  @Override
  public void onStep(StepReport report) {
    if (first) {
      first = false;
      line(
          "epoch %d/%d  first step done, loss %.4f, %.1f s",
          report.epoch(), epochs, report.loss(), report.seconds());
    }
  }

  @Override
  public void onEpoch(EpochReport report) {
    String test =
        report
            .test()
            .map(t -> String.format(Locale.ROOT, "  test %.2f %%", 100 * t.top1()))
            .orElse("");
    line(
        "epoch %d/%d  loss %.4f  accuracy %.2f %%%s  %.1f s",
        report.epoch(),
        epochs,
        report.trainLoss(),
        100 * report.trainAccuracy(),
        test,
        report.seconds());
  }

  private void line(String format, Object... values) {
    sink.accept(String.format(Locale.ROOT, format, values));
  }
}
