package org.ash.cli.report;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A picture of curves over a common axis.
 *
 * @param title above it
 * @param axis what the horizontal axis is
 * @param curves by the names that the legend has
 */
public record LineChart(String title, String axis, Map<String, Charts.Curve> curves) {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 320;

  /** More names than these would be cut off in a line below the plot; they go to its right. */
  private static final int MOST_BELOW = 4;

  private static final int WIDTH_OF_NAMES = 120;

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

  /** Keeps the curves that have something to draw. */
  public LineChart {
    Map<String, Charts.Curve> drawn = new LinkedHashMap<>();
    curves.forEach(
        (name, curve) -> {
          if (!curve.finite().xs().isEmpty()) {
            drawn.put(name, curve.finite());
          }
        });
    curves = Collections.unmodifiableMap(drawn);
  }

  /** Whether there is nothing to draw. */
  public boolean isEmpty() {
    return curves.isEmpty();
  }

  /** An SVG element; empty text when there is nothing to draw. */
  public String svg() {
    if (isEmpty()) {
      return "";
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart(), bytes, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String document = bytes.toString(StandardCharsets.UTF_8);
    return document.substring(document.indexOf("<svg"));
  }

  /**
   * A PNG file.
   *
   * @throws IllegalStateException when there is nothing to draw
   */
  public byte[] png() {
    if (isEmpty()) {
      throw new IllegalStateException("Chart '" + title + "' has nothing to draw.");
    }
    try {
      return BitmapEncoder.getBitmapBytes(chart(), BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes NAME.svg and NAME.png into a folder; nothing when there is nothing to draw. */
  public void write(Path folder, String name) throws IOException {
    if (!isEmpty()) {
      Files.writeString(folder.resolve(name + ".svg"), svg());
      Files.write(folder.resolve(name + ".png"), png());
    }
  }

  private XYChart chart() {
    boolean below = curves.size() <= MOST_BELOW;
    XYChart chart =
        new XYChartBuilder()
            .width(below ? WIDTH : WIDTH + WIDTH_OF_NAMES)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(axis)
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotBorderVisible(false);
    chart
        .getStyler()
        .setLegendPosition(below ? Styler.LegendPosition.OutsideS : Styler.LegendPosition.OutsideE);
    chart
        .getStyler()
        .setLegendLayout(below ? Styler.LegendLayout.Horizontal : Styler.LegendLayout.Vertical);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setSeriesColors(COLOURS.toArray(Color[]::new));
    curves.forEach(
        (name, curve) -> {
          XYSeries series = chart.addSeries(name, curve.xs(), curve.ys());
          series.setMarker(curve.points() ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
          series.setLineWidth(curve.points() ? 2f : 1.2f);
          if (chart.getSeriesMap().size() > COLOURS.size()) {
            series.setLineStyle(SeriesLines.DASH_DASH);
          }
        });
    return chart;
  }
}
