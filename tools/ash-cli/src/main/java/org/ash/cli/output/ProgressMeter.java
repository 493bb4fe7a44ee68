package org.ash.cli.output;

import java.io.PrintWriter;
import java.util.function.LongFunction;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.ash.data.Progress;

/**
 * Shows how far a long piece of work has come, on stderr: a bar on a terminal, else a line at each
 * tenth.
 */
public final class ProgressMeter implements Progress, AutoCloseable {

  private static final int UPDATE_MILLIS = 200;
  private static final int PARTS = 10;

  private final String task;
  private final PrintWriter err;
  private final LongFunction<String> amount;
  private final ProgressBarBuilder bars;
  private ProgressBar bar;
  private long partsSaid;

  private ProgressMeter(
      String task, PrintWriter err, LongFunction<String> amount, String unit, long unitSize) {
    this.task = task;
    this.err = err;
    this.amount = amount;
    bars =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setUnit(unit, unitSize)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .showSpeed();
  }

  /** For a transfer, in bytes. */
  public static ProgressMeter ofBytes(String task, Output output) {
    return new ProgressMeter(task, output.err(), Numbers::bytes, " MiB", 1 << 20);
  }

  /** For things that are counted. */
  public static ProgressMeter ofCount(String task, String things, Output output) {
    return new ProgressMeter(
        task, output.err(), number -> Numbers.count(number) + " " + things, " " + things, 1);
  }

  @Override
  public synchronized void at(long done, long total) {
    if (Terminal.err()) {
      if (bar == null) {
        bar = bars.setInitialMax(total).build();
      }
      bar.maxHint(total).stepTo(done);
    } else if (total > 0 && done * PARTS / total > partsSaid) {
      partsSaid = done * PARTS / total;
      err.println(
          "%s: %d %%, %s of %s"
              .formatted(task, 100 * partsSaid / PARTS, amount.apply(done), amount.apply(total)));
      err.flush();
    }
  }

  /** Leaves the bar as it is and begins a new line. */
  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
