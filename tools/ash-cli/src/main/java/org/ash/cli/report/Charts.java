package org.ash.cli.report;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the curves of a report as SVG. */
public final class Charts {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 320;
  // Told apart also by people who do not see red and green as different.
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x3b6fb6),
          new Color(0xd9822b),
          new Color(0x6a9f58),
          new Color(0x8b6bb1),
          new Color(0xc44e52),
          new Color(0x17a2b8),
          new Color(0x8c6d31),
          new Color(0xe377c2),
          new Color(0x444444),
          new Color(0xa5b82e));

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
  }

  /** An SVG element with these curves by name. */
  public static String lines(String title, String xTitle, Map<String, Curve> curves) {
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(xTitle).build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotBorderVisible(false);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setSeriesColors(COLOURS.toArray(Color[]::new));
    curves.forEach(
        (name, curve) -> {
          if (!curve.xs().isEmpty()) {
            XYSeries series = chart.addSeries(name, curve.xs(), curve.ys());
            series.setMarker(curve.points() ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
            series.setLineWidth(curve.points() ? 2f : 1.2f);
          }
        });
    return chart.getSeriesMap().isEmpty() ? "" : svg(chart);
  }

  private static String svg(XYChart chart) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String document = bytes.toString(StandardCharsets.UTF_8);
    return document.substring(document.indexOf("<svg"));
  }
}
