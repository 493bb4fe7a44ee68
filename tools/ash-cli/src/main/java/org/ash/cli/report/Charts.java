package org.ash.cli.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Draws the curves of a report as SVG. */
public final class Charts {

  private Charts() {}

  /**
   * A curve.
   *
   * @param xs horizontal positions
   * @param ys values, as many
   * @param points whether each value is marked
   */
  public record Curve(List<Double> xs, List<Double> ys, boolean points) {
    /** Copies the lists. */
    public Curve {
      xs = List.copyOf(xs);
      ys = List.copyOf(ys);
    }

    /** What can be drawn of it: an axis has no room for infinity. */
    Curve finite() {
      int[] drawn = IntStream.range(0, xs.size()).filter(i -> Double.isFinite(ys.get(i))).toArray();
      return new Curve(
          Arrays.stream(drawn).mapToObj(xs::get).toList(),
          Arrays.stream(drawn).mapToObj(ys::get).toList(),
          points);
    }
  }

  /** An SVG element with these curves by name; empty when there is nothing to draw. */
  public static String lines(String title, String xTitle, Map<String, Curve> curves) {
    return new LineChart(title, xTitle, curves).svg();
  }
}
