package org.ash.page.chart;

import java.util.ArrayList;
import java.util.List;

/** How wide text is, on the wide side: nobody knows which font a reader's system has. */
final class TextWidth {
  /** Pixels. */
  static final double FONT = 12;

  private static final double NARROW = 0.36;
  private static final double USUAL = 0.6;
  private static final double BROAD = 0.9;
  private static final double BOLD = 1.08;

  private TextWidth() {}

  static double of(String text, boolean bold) {
    double width =
        text.codePoints()
            .mapToDouble(
                c ->
                    " .,:;'|!()[]ijlft".indexOf(c) >= 0
                        ? NARROW
                        : "mwMW%@".indexOf(c) >= 0 || c > 0x2000 ? BROAD : USUAL)
            .sum();
    return FONT * width * (bold ? BOLD : 1);
  }

  /** In lines of at most so many pixels; a word that is wider is cut. */
  static List<String> lines(String text, double width, boolean bold) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (of(longer, bold) > width && !line.isEmpty()) {
        lines.add(line.toString());
        longer = word;
      }
      line = new StringBuilder(cut(longer, width, bold));
    }
    lines.add(line.toString());
    return lines;
  }

  /** As much of it as there is room for. */
  static String cut(String text, double width, boolean bold) {
    String shorter = text;
    while (of(shorter, bold) > width && shorter.length() > 2) {
      shorter = shorter.substring(0, shorter.length() - 2) + "\u2026";
    }
    return shorter;
  }
}
