package org.ash.cli.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.ash.page.chart.Curve;
import org.ash.page.chart.LineChart;

/** Draws ASH for standardized input, mean 0 and deviation 1. */
final class ShapeChart {
  private static final double REACH = 4;
  private static final int POINTS = 129;

  private ShapeChart() {}

  /** {@code x sigmoid(2 alpha (x - z))} for several alpha at z = 1, with the limit (Eq. 7). */
  static LineChart byAlpha() {
    Map<String, Curve> curves = new LinkedHashMap<>();
    for (double alpha : List.of(0.5, 1.0, 2.0, 5.0)) {
      curves.put("alpha " + alpha, curve(x -> ash(x, alpha, 1)));
    }
    curves.put("hard-ash-eq7", curve(x -> x > 1 ? x : 0));
    return new LineChart("ASH by alpha, z = 1", "", "x", curves).onLinearAxis();
  }

  /** The same for several z at alpha = 1; with Swish, which is z = 0 and alpha = 1/2. */
  static LineChart byThreshold() {
    Map<String, Curve> curves = new LinkedHashMap<>();
    for (double z : List.of(-1.0, 0.0, 1.0, 2.0)) {
      curves.put("z " + z, curve(x -> ash(x, 1, z)));
    }
    curves.put("swish", curve(x -> ash(x, 0.5, 0)));
    return new LineChart("ASH by z, alpha = 1", "", "x", curves).onLinearAxis();
  }

  private static double ash(double x, double alpha, double z) {
    return x / (1 + Math.exp(-2 * alpha * (x - z)));
  }

  private static Curve curve(DoubleUnaryOperator function) {
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      double x = -REACH + 2 * REACH * i / (POINTS - 1);
      xs.add(x);
      ys.add(function.applyAsDouble(x));
    }
    return new Curve(xs, ys);
  }
}
