package org.ash.cli.train;

import java.io.PrintWriter;
import org.ash.cli.output.Terminal;
import org.ash.train.TrainingListener;

/** Progress on stderr: a bar where a person watches, else lines. */
final class ProgressDisplay implements AutoCloseable {
  private final TrainingListener listener;
  private final Runnable clear;
  private final PrintWriter err;

  private ProgressDisplay(TrainingListener listener, Runnable clear, PrintWriter err) {
    this.listener = listener;
    this.clear = clear;
    this.err = err;
  }

  /** Fit for what stderr is. */
  static ProgressDisplay of(PrintWriter err) {
    if (!Terminal.err()) {
      return new ProgressDisplay(new ProgressLines(err), () -> {}, err);
    }
    ProgressBars bars = new ProgressBars(System.err, err);
    return new ProgressDisplay(bars, bars::close, err);
  }

  /** What is to be told of the progress. */
  TrainingListener listener() {
    return listener;
  }

  /** Says something between, from any thread, on a line of its own; the bar goes on below it. */
  void note(String text) {
    err.print(Terminal.freshLine() + text + System.lineSeparator());
    err.flush();
  }

  @Override
  public void close() {
    clear.run();
  }
}
