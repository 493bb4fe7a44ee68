package org.ash.cli.train;

import java.util.List;
import org.ash.cli.output.Terminal;

/**
 * How far an epoch is, on one line of a terminal: {@code epoch 1/8 45 % ##### 2:03 min left loss
 * 1.2345}. Where the terminal is too narrow, the facts that matter least are left out.
 */
final class ProgressLine {
  private static final String GAP = "  ";
  private static final int MOST_BAR = 30;

  /** A bar of fewer columns says less than the facts that it would take the place of. */
  private static final int LEAST_BAR = 8;

  /** As many facts as this go before the bar where there is room for one of the two only. */
  private static final int BEFORE_BAR = 3;

  private ProgressLine() {}

  /**
   * The line.
   *
   * @param share done, in [0, 1]
   * @param facts the most important first
   * @param columns of the terminal
   */
  static String fit(String task, double share, List<String> facts, int columns) {
    String head = task + GAP + "%3d %%".formatted((int) (100 * share));
    int room = columns - head.length();
    int shown = 0;
    StringBuilder tail = new StringBuilder();
    for (String fact : facts) {
      int bar = shown < BEFORE_BAR ? 0 : GAP.length() + LEAST_BAR;
      if (tail.length() + GAP.length() + fact.length() + bar > room) {
        break;
      }
      tail.append(GAP).append(fact);
      shown++;
    }
    int width = Math.min(MOST_BAR, room - tail.length() - GAP.length());
    String bar = width < LEAST_BAR ? "" : GAP + bar(share, width);
    String line = head + bar + tail;
    return line.length() <= columns ? line : line.substring(0, Math.max(0, columns));
  }

  private static String bar(double share, int width) {
    boolean blocks = Terminal.charset().newEncoder().canEncode('█');
    int full = (int) Math.round(share * width);
    return (blocks ? "█" : "#").repeat(full) + (blocks ? "░" : ".").repeat(width - full);
  }
}
