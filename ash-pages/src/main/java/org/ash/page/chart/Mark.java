package org.ash.page.chart;

import java.util.List;

/** What a chart is made of; places in pixels from the top left corner. */
sealed interface Mark {

  /** A place. */
  record Point(double x, double y) {}

  /** A line of the frame. */
  record Rule(double x1, double y1, double x2, double y2) implements Mark {}

  /** A line through places; {@code dash} is 0 for a whole line, or which pattern of dashes. */
  record Path(List<Point> points, Hue hue, double width, int dash) implements Mark {
    /** Copies the list. */
    public Path {
      points = List.copyOf(points);
    }
  }

  /** A pale area within a closed line. */
  record Area(List<Point> points, Hue hue) implements Mark {
    /** Copies the list. */
    public Area {
      points = List.copyOf(points);
    }
  }

  /** A disc. */
  record Dot(double x, double y, double radius, Hue hue) implements Mark {}

  /** A line of text; y is that of its base line. */
  record Text(double x, double y, String text, Anchor anchor, Weight weight) implements Mark {

    /** Left end, allowing generously for the font. */
    double left() {
      double width = TextWidth.of(text, weight == Weight.TITLE);
      return switch (anchor) {
        case START -> x;
        case MIDDLE -> x - width / 2;
        case END -> x - width;
      };
    }

    /** Right end, allowing generously for the font. */
    double right() {
      return left() + TextWidth.of(text, weight == Weight.TITLE);
    }
  }

  /** Which end of a text is at its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** How much a text weighs. */
  enum Weight {
    TITLE,
    PLAIN,
    MUTED
  }
}
