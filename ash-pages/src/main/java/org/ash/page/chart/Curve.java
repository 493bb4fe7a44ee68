package org.ash.page.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A curve.
 *
 * @param xs horizontal positions
 * @param ys values, as many
 * @param halfWidths of the interval around each value; none, or as many
 */
public record Curve(List<Double> xs, List<Double> ys, List<Double> halfWidths) {
  /** Copies the lists. */
  public Curve {
    xs = List.copyOf(xs);
    ys = List.copyOf(ys);
    halfWidths = List.copyOf(halfWidths);
    if (ys.size() != xs.size() || (!halfWidths.isEmpty() && halfWidths.size() != xs.size())) {
      throw new IllegalArgumentException(
          "A curve of %d positions has %d values and %d intervals."
              .formatted(xs.size(), ys.size(), halfWidths.size()));
    }
  }

  /** Without intervals. */
  public Curve(List<Double> xs, List<Double> ys) {
    this(xs, ys, List.of());
  }

  /** What can be drawn of it: an axis has no room for infinity. */
  Curve finite() {
    List<Double> keptXs = new ArrayList<>();
    List<Double> keptYs = new ArrayList<>();
    List<Double> keptWidths = new ArrayList<>();
    for (int i = 0; i < xs.size(); i++) {
      if (Double.isFinite(ys.get(i)) && Double.isFinite(xs.get(i))) {
        keptXs.add(xs.get(i));
        keptYs.add(ys.get(i));
        if (hasIntervals()) {
          keptWidths.add(Double.isFinite(halfWidths.get(i)) ? halfWidths.get(i) : 0);
        }
      }
    }
    return new Curve(keptXs, keptYs, keptWidths);
  }

  /** With at most so many points, each the mean of those that it stands for. */
  Curve thinned(int most) {
    int group = (xs.size() + most - 1) / most;
    if (group <= 1) {
      return this;
    }
    List<Double> fewerXs = new ArrayList<>();
    List<Double> fewerYs = new ArrayList<>();
    List<Double> fewerWidths = new ArrayList<>();
    for (int begin = 0; begin < xs.size(); begin += group) {
      int end = Math.min(xs.size(), begin + group);
      fewerXs.add(xs.get(end - 1));
      fewerYs.add(mean(ys.subList(begin, end)));
      if (hasIntervals()) {
        fewerWidths.add(mean(halfWidths.subList(begin, end)));
      }
    }
    return new Curve(fewerXs, fewerYs, fewerWidths);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  boolean isEmpty() {
    return xs.isEmpty();
  }

  boolean hasIntervals() {
    return !halfWidths.isEmpty();
  }

  double lastX() {
    return xs.get(xs.size() - 1);
  }

  double lastY() {
    return ys.get(ys.size() - 1);
  }
}
