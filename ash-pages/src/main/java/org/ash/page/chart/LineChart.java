package org.ash.page.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Curves over a common axis. The vertical axis is logarithmic where a value dwarfs the rest.
 *
 * @param title above it
 * @param note below the title, as {@code mean of 3 seeds}; may be empty
 * @param axis what the horizontal axis is; positions are whole numbers where they are counted
 * @param curves by the names that the legend has, which decide of their colours, too
 * @param linear whether the vertical axis is linear whatever the values
 */
public record LineChart(
    String title, String note, String axis, Map<String, Curve> curves, boolean linear)
    implements Chart {
  private static final double HEIGHT = 170;

  /** With more curves they need more room to be told apart. */
  private static final int FEW = 6;

  private static final double HEIGHT_OF_MANY = 250;
  private static final double LINE = 16;

  /** More points than this say no more on so few pixels. */
  private static final int MOST_POINTS = 150;

  /** More points than this are not marked one by one. */
  private static final int MOST_DOTS = 40;

  /** More bands than this hide each other; then only the last value has its interval. */
  private static final int MOST_BANDS = 5;

  /** Keeps the curves that have something to draw. */
  public LineChart {
    Map<String, Curve> drawn = new LinkedHashMap<>();
    curves.forEach(
        (name, curve) -> {
          if (!curve.finite().isEmpty()) {
            drawn.put(name, curve.finite());
          }
        });
    curves = Collections.unmodifiableMap(drawn);
  }

  /** Without a note. */
  public LineChart(String title, String axis, Map<String, Curve> curves) {
    this(title, "", axis, curves);
  }

  /** With an axis that is logarithmic where it must be. */
  public LineChart(String title, String note, String axis, Map<String, Curve> curves) {
    this(title, note, axis, curves, false);
  }

  /** The same on a linear axis, as shares and shapes have it. */
  public LineChart onLinearAxis() {
    return new LineChart(title, note, axis, curves, true);
  }

  @Override
  public boolean isEmpty() {
    return curves.isEmpty();
  }

  @Override
  public Scene scene() {
    Map<String, Curve> thinned = new LinkedHashMap<>();
    curves.forEach((name, curve) -> thinned.put(name, curve.thinned(MOST_POINTS)));
    double[] extent = extent(thinned);
    Scale vertical = linear ? Scale.Linear.over(extent) : Scale.of(extent);
    Frame frame = new Frame();
    frame.title(title, notes(vertical.kind()));
    Map<String, Frame.Look> looks = looks();
    if (curves.size() > 1) {
      frame.legend(looks);
    }
    Plot plot = Plot.in(frame, vertical, horizontal(thinned), height(), LINE, axis);
    boolean bands = curves.size() <= MOST_BANDS;
    thinned.forEach(
        (name, curve) -> {
          if (curve.hasIntervals() && bands) {
            plot.band(curve, looks.get(name));
          }
        });
    thinned.forEach((name, curve) -> draw(plot, curve, looks.get(name), bands));
    return frame.scene(title, description());
  }

  private double height() {
    return curves.size() > FEW ? HEIGHT_OF_MANY : HEIGHT;
  }

  private static void draw(Plot plot, Curve curve, Frame.Look look, boolean bands) {
    plot.line(curve, look);
    if (curve.xs().size() <= MOST_DOTS) {
      plot.dots(curve, look);
    }
    if (curve.hasIntervals() && (!bands || curve.xs().size() == 1)) {
      plot.lastInterval(curve, look);
    }
  }

  private String notes(String kind) {
    if (kind.isEmpty()) {
      return note;
    }
    return note.isEmpty() ? kind + " axis" : note + "; " + kind + " axis";
  }

  private static double[] extent(Map<String, Curve> curves) {
    List<Double> values = new ArrayList<>();
    boolean bands = curves.size() <= MOST_BANDS;
    for (Curve curve : curves.values()) {
      values.addAll(curve.ys());
      for (int i = 0; i < curve.halfWidths().size(); i++) {
        if (bands || i == curve.xs().size() - 1) {
          values.add(curve.ys().get(i) - curve.halfWidths().get(i));
          values.add(curve.ys().get(i) + curve.halfWidths().get(i));
        }
      }
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Scale.Linear horizontal(Map<String, Curve> curves) {
    List<Double> xs = curves.values().stream().flatMap(curve -> curve.xs().stream()).toList();
    return Scale.Linear.exactly(Collections.min(xs), Collections.max(xs));
  }

  /** Each its thing's colour; things of one colour are told apart by dashes. */
  private Map<String, Frame.Look> looks() {
    Map<Hue, Integer> used = new HashMap<>();
    Map<String, Frame.Look> looks = new LinkedHashMap<>();
    for (String name : curves.keySet()) {
      Hue hue = Hues.of(name);
      looks.put(name, new Frame.Look(hue, used.merge(hue, 1, Integer::sum) - 1));
    }
    return looks;
  }

  private String description() {
    StringBuilder text = new StringBuilder();
    if (!note.isEmpty()) {
      text.append(note).append(". ");
    }
    curves.forEach(
        (name, curve) ->
            text.append(name)
                .append(": ")
                .append(Plot.shortly(curve.ys().get(0)))
                .append(curve.xs().size() > 1 ? " to " + Plot.shortly(curve.lastY()) : "")
                .append(" over ")
                .append(axis)
                .append(' ')
                .append(Plot.shortly(curve.xs().get(0)))
                .append(curve.xs().size() > 1 ? " to " + Plot.shortly(curve.lastX()) : "")
                .append(". "));
    return text.toString().strip();
  }
}
