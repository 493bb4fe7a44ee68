package org.ash.cli.train;

import org.ash.cli.output.Output;
import org.ash.cli.output.Terminal;
import org.ash.train.TrainingListener;

/** Progress on stderr: a bar where a person watches, else lines. */
final class ProgressDisplay implements AutoCloseable {
  private final TrainingListener listener;
  private final Runnable clear;
  private final Output output;

  private ProgressDisplay(TrainingListener listener, Runnable clear, Output output) {
    this.listener = listener;
    this.clear = clear;
    this.output = output;
  }

  /** Fit for what stderr is. */
  static ProgressDisplay of(Output output) {
    if (!output.drawsProgress()) {
      return new ProgressDisplay(new ProgressLines(output), () -> {}, output);
    }
    ProgressBars bars = new ProgressBars(System.err, output.err());
    return new ProgressDisplay(bars, bars::close, output);
  }

  /** What is to be told of the progress. */
  TrainingListener listener() {
    return listener;
  }

  /** Says something between, from any thread, on a line of its own; the bar goes on below it. */
  void note(String text) {
    output.note(output.drawsProgress() ? Terminal.freshLine() + text : text);
  }

  @Override
  public void close() {
    clear.run();
  }
}
