package org.ash.page.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The room of a chart: its title, a note, a legend above, axes around what is drawn. */
final class Frame {
  /** As wide as a telephone shows without shrinking the text. */
  static final double WIDTH = 360;

  private static final double LINE = 16;
  private static final double GAP = 10;
  private static final double SWATCH = 18;
  private static final double MARGIN = 4;

  private final List<Mark> marks = new ArrayList<>();
  private double bottom = LINE - 2;

  /** A title and a note below it, each in as many lines as it needs. */
  void title(String title, String note) {
    for (String line : TextWidth.lines(title, WIDTH - 2 * MARGIN, true)) {
      write(line, Mark.Weight.TITLE);
    }
    if (!note.isEmpty()) {
      for (String line : TextWidth.lines(note, WIDTH - 2 * MARGIN, false)) {
        write(line, Mark.Weight.MUTED);
      }
    }
  }

  private void write(String line, Mark.Weight weight) {
    marks.add(new Mark.Text(MARGIN, bottom, line, Mark.Anchor.START, weight));
    bottom += LINE;
  }

  /** Which curve is which, in as many lines as that needs. */
  void legend(Map<String, Look> looks) {
    double x = MARGIN;
    for (Map.Entry<String, Look> entry : looks.entrySet()) {
      String name = TextWidth.cut(entry.getKey(), WIDTH - 2 * MARGIN - SWATCH - 4, false);
      double width = SWATCH + 4 + TextWidth.of(name, false);
      if (x > MARGIN && x + width > WIDTH - MARGIN) {
        x = MARGIN;
        bottom += LINE;
      }
      Look look = entry.getValue();
      marks.add(
          new Mark.Path(
              List.of(new Mark.Point(x, bottom - 4), new Mark.Point(x + SWATCH, bottom - 4)),
              look.hue(),
              2.5,
              look.dash()));
      marks.add(new Mark.Text(x + SWATCH + 4, bottom, name, Mark.Anchor.START, Mark.Weight.PLAIN));
      x += width + GAP;
    }
    bottom += LINE;
  }

  /** Where the next thing may begin. */
  double bottom() {
    return bottom;
  }

  /** Takes up room. */
  void skip(double height) {
    bottom += height;
  }

  void add(Mark mark) {
    marks.add(mark);
  }

  Scene scene(String title, String description) {
    return new Scene(WIDTH, bottom, title, description, marks);
  }

  /** How a curve is drawn. */
  record Look(Hue hue, int dash) {}
}
