package org.ash.cli.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.page.chart.Curve;
import org.ash.page.chart.LineChart;
import org.ash.tensor.Tensor;

/** Draws how standardized feature maps are distributed, over the bell curve. */
final class DistributionChart {
  private static final double REACH = 4;
  private static final int BINS = 80;
  private static final double WIDTH = 2 * REACH / BINS;

  private DistributionChart() {}

  /** A chart; each image's elements are standardized by their own mean and deviation. */
  static LineChart draw(String place, Tensor maps) {
    List<Moments> samples = PlaceDistribution.samples(maps);
    List<Double> xs = new ArrayList<>();
    List<Double> measured = new ArrayList<>();
    List<Double> bell = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      double left = -REACH + bin * WIDTH;
      double x = left + WIDTH / 2;
      xs.add(x);
      measured.add(
          samples.stream()
              .mapToDouble(
                  s ->
                      (s.above(s.mean() + left * s.deviation())
                              - s.above(s.mean() + (left + WIDTH) * s.deviation()))
                          / WIDTH)
              .average()
              .orElseThrow());
      bell.add(Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI));
    }
    Map<String, Curve> curves = new LinkedHashMap<>();
    curves.put("measured", new Curve(xs, measured));
    curves.put("normal", new Curve(xs, bell));
    return new LineChart(place, "standard deviations from the mean", curves).onLinearAxis();
  }
}
