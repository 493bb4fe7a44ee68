package org.ash.page.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The area between two axes. */
final class Plot {
  private static final double DISTANCE_OF_ROWS = 34;
  private static final double GAP = 14;

  private final Frame frame;
  private final Scale vertical;
  private final Scale.Linear horizontal;
  private final double left;
  private final double right;
  private final double top;
  private final double bottom;

  private Plot(
      Frame frame,
      Scale vertical,
      Scale.Linear horizontal,
      double left,
      double top,
      double bottom,
      double right) {
    this.frame = frame;
    this.vertical = vertical;
    this.horizontal = horizontal;
    this.left = left;
    this.top = top;
    this.bottom = bottom;
    this.right = right;
  }

  /** Draws the axes, below what the frame has already. */
  static Plot in(
      Frame frame,
      Scale vertical,
      Scale.Linear horizontal,
      double height,
      double line,
      String axis) {
    List<Ticks.Tick> rows = vertical.ticks((int) (height / DISTANCE_OF_ROWS));
    double labels =
        rows.stream().mapToDouble(tick -> TextWidth.of(tick.label(), false)).max().orElse(0);
    double left = labels + 8;
    double right = Frame.WIDTH - 10;
    double top = frame.bottom() - 4;
    Plot plot = new Plot(frame, vertical, horizontal, left, top, top + height, right);
    plot.rows(rows);
    plot.columns(line);
    frame.skip(height + 2 * line);
    frame.add(
        new Mark.Text(
            (left + right) / 2,
            top + height + 2 * line,
            axis,
            Mark.Anchor.MIDDLE,
            Mark.Weight.MUTED));
    frame.skip(8);
    return plot;
  }

  private void rows(List<Ticks.Tick> ticks) {
    ticks.forEach(tick -> frame.add(new Mark.Rule(left, y(tick.value()), right, y(tick.value()))));
    ticks.forEach(
        tick ->
            frame.add(
                new Mark.Text(
                    left - 5,
                    y(tick.value()) + 4,
                    tick.label(),
                    Mark.Anchor.END,
                    Mark.Weight.MUTED)));
  }

  /** As many as have room beside each other. */
  private void columns(double line) {
    boolean whole =
        horizontal.from() == Math.rint(horizontal.from())
            && horizontal.to() == Math.rint(horizontal.to());
    double single = horizontal.to() - horizontal.from() == 1 && !whole ? 1 : 0;
    List<Ticks.Tick> ticks = List.of();
    for (int most = 8; most >= 2; most--) {
      ticks = horizontal.ticks(most, whole || single > 0 ? 1 : 0);
      double widest =
          ticks.stream().mapToDouble(tick -> TextWidth.of(tick.label(), false)).max().orElse(0);
      double room =
          ticks.size() < 2 ? right - left : x(ticks.get(1).value()) - x(ticks.get(0).value());
      if (widest + GAP <= room) {
        break;
      }
    }
    for (Ticks.Tick tick : ticks) {
      double half = TextWidth.of(tick.label(), false) / 2;
      double place = Math.min(x(tick.value()), Frame.WIDTH - half - 1);
      frame.add(
          new Mark.Text(place, bottom + line, tick.label(), Mark.Anchor.MIDDLE, Mark.Weight.MUTED));
    }
  }

  private double x(double value) {
    return left + (right - left) * horizontal.at(value);
  }

  private double y(double value) {
    return bottom - (bottom - top) * Math.min(1, Math.max(0, vertical.at(value)));
  }

  void line(Curve curve, Frame.Look look) {
    if (curve.xs().size() > 1) {
      frame.add(new Mark.Path(points(curve, 0), look.hue(), 1.6, look.dash()));
    }
  }

  void dots(Curve curve, Frame.Look look) {
    points(curve, 0).forEach(p -> frame.add(new Mark.Dot(p.x(), p.y(), 2.2, look.hue())));
  }

  void band(Curve curve, Frame.Look look) {
    List<Mark.Point> around = new ArrayList<>(points(curve, 1));
    List<Mark.Point> below = points(curve, -1);
    for (int i = below.size() - 1; i >= 0; i--) {
      around.add(below.get(i));
    }
    frame.add(new Mark.Area(around, look.hue()));
  }

  void lastInterval(Curve curve, Frame.Look look) {
    int last = curve.xs().size() - 1;
    double x = x(curve.xs().get(last));
    double half = curve.halfWidths().get(last);
    Mark.Point high = new Mark.Point(x, y(curve.lastY() + half));
    Mark.Point low = new Mark.Point(x, y(curve.lastY() - half));
    frame.add(new Mark.Path(List.of(high, low), look.hue(), 1.2, 0));
  }

  private List<Mark.Point> points(Curve curve, int side) {
    List<Mark.Point> points = new ArrayList<>();
    for (int i = 0; i < curve.xs().size(); i++) {
      double away = side == 0 ? 0 : side * curve.halfWidths().get(i);
      points.add(new Mark.Point(x(curve.xs().get(i)), y(curve.ys().get(i) + away)));
    }
    return points;
  }

  /** A number in a few characters. */
  static String shortly(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
