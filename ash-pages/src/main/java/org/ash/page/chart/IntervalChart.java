package org.ash.page.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Means and their intervals below each other on one axis.
 *
 * @param title above it
 * @param note what an interval is, as {@code mean of 3 seeds, line: 95 % interval}
 * @param digits behind the point of what is written beside a row
 * @param rows by their names, which decide of their colours, too
 */
public record IntervalChart(String title, String note, int digits, Map<String, Row> rows)
    implements Chart {
  private static final double ROW = 30;
  private static final double LEFT = 12;
  private static final double RIGHT = Frame.WIDTH - 12;
  private static final double GAP = 14;

  /**
   * A row.
   *
   * @param mean in the middle of the interval
   * @param halfWidth of the interval; empty when it is not known
   * @param count how many measurements the mean is of
   */
  public record Row(double mean, OptionalDouble halfWidth, int count) {}

  /** Keeps the rows that can be drawn. */
  public IntervalChart {
    Map<String, Row> drawn = new LinkedHashMap<>();
    rows.forEach(
        (name, row) -> {
          if (Double.isFinite(row.mean())) {
            drawn.put(name, row);
          }
        });
    rows = Collections.unmodifiableMap(drawn);
  }

  @Override
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  public Scene scene() {
    Frame frame = new Frame();
    Scale scale = Scale.of(ends());
    frame.title(title, scale.kind().isEmpty() ? note : note + "; logarithmic axis");
    double top = frame.bottom() - 8;
    double bottom = top + ROW * rows.size() + 4;
    List<Ticks.Tick> ticks = spaced(scale);
    ticks.forEach(
        tick ->
            frame.add(new Mark.Rule(x(scale, tick.value()), top, x(scale, tick.value()), bottom)));
    for (Ticks.Tick tick : ticks) {
      frame.add(
          new Mark.Text(
              within(x(scale, tick.value()), tick.label()),
              bottom + 14,
              tick.label(),
              Mark.Anchor.MIDDLE,
              Mark.Weight.MUTED));
    }
    double y = top;
    for (Map.Entry<String, Row> row : rows.entrySet()) {
      draw(frame, scale, y, row.getKey(), row.getValue());
      y += ROW;
    }
    frame.skip(bottom - frame.bottom() + 20);
    return frame.scene(title, description());
  }

  private double[] ends() {
    return rows.values().stream()
        .flatMapToDouble(
            row -> {
              double half = row.halfWidth().orElse(0);
              return DoubleStream.of(row.mean() - half, row.mean() + half);
            })
        .toArray();
  }

  /** As many as have room beside each other. */
  private static List<Ticks.Tick> spaced(Scale scale) {
    List<Ticks.Tick> kept = new ArrayList<>();
    double free = Double.NEGATIVE_INFINITY;
    List<Ticks.Tick> ticks = new ArrayList<>(scale.ticks(5));
    ticks.sort(Comparator.comparingDouble(Ticks.Tick::value));
    for (Ticks.Tick tick : ticks) {
      double half = TextWidth.of(tick.label(), false) / 2;
      double place = within(x(scale, tick.value()), tick.label());
      if (place - half >= free) {
        kept.add(tick);
        free = place + half + GAP;
      }
    }
    return kept;
  }

  private static double within(double place, String label) {
    double half = TextWidth.of(label, false) / 2 + 1;
    return Math.max(half, Math.min(Frame.WIDTH - half, place));
  }

  private static double x(Scale scale, double value) {
    return LEFT + (RIGHT - LEFT) * scale.at(value);
  }

  private void draw(Frame frame, Scale scale, double top, String name, Row row) {
    Hue hue = Hues.of(name);
    String value = words(row);
    double room = RIGHT - LEFT - TextWidth.of(value, false) - 8;
    frame.add(
        new Mark.Text(
            LEFT,
            top + 12,
            TextWidth.cut(name, room, false),
            Mark.Anchor.START,
            Mark.Weight.PLAIN));
    frame.add(new Mark.Text(RIGHT, top + 12, value, Mark.Anchor.END, Mark.Weight.MUTED));
    double y = top + 21;
    double half = row.halfWidth().orElse(0);
    if (half > 0) {
      double from = x(scale, row.mean() - half);
      double to = x(scale, row.mean() + half);
      frame.add(line(from, y, to, y, hue));
      frame.add(line(from, y - 4, from, y + 4, hue));
      frame.add(line(to, y - 4, to, y + 4, hue));
    }
    frame.add(new Mark.Dot(x(scale, row.mean()), y, 4, hue));
  }

  private static Mark.Path line(double x1, double y1, double x2, double y2, Hue hue) {
    return new Mark.Path(List.of(new Mark.Point(x1, y1), new Mark.Point(x2, y2)), hue, 2, 0);
  }

  private String words(Row row) {
    String mean = String.format(Locale.ROOT, "%,." + digits + "f", row.mean());
    return row.halfWidth().isEmpty()
        ? mean
        : mean
            + " \u00b1 "
            + String.format(Locale.ROOT, "%,." + digits + "f", row.halfWidth().getAsDouble());
  }

  private String description() {
    StringBuilder text = new StringBuilder(note).append(". ");
    rows.forEach((name, row) -> text.append(name).append(": ").append(words(row)).append(". "));
    return text.toString().strip();
  }
}
