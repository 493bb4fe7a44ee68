package org.ash.page.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LineChartTest {
  private static Curve curve(int points, double first, double last) {
    List<Double> xs = IntStream.rangeClosed(1, points).mapToObj(i -> (double) i).toList();
    List<Double> ys =
        IntStream.range(0, points)
            .mapToObj(i -> first + (last - first) * i / Math.max(1, points - 1))
            .toList();
    return new Curve(xs, ys);
  }

  private static LineChart chart(Curve curve) {
    return new LineChart("loss", "epoch", Map.of("test", curve));
  }

  private static List<String> labels(LineChart chart) {
    return SceneOverlaps.texts(chart.scene()).stream().map(Mark.Text::text).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.5, 0.5",
    "2, 0, 0",
    "4, 0.01, 0.09",
    "7, -3, 4",
    "54, 0.0003, 0.0009",
    "200, 0, 100",
    "391, 12345, 98765",
    "78125, 1e-9, 3e-9",
    "1000000, 1e12, 3e13"
  })
  void ticks_doNotCollide_andBeginWithAFigure(int points, double first, double last) {
    LineChart chart = chart(curve(points, first, last));
    assertEquals(List.of(), SceneOverlaps.of(chart.scene()));
    for (String label : labels(chart)) {
      assertFalse(label.matches("-?[.,].*"), label);
    }
    assertTrue(
        labels(chart).stream().filter(label -> label.matches("-?\\d.*")).count() >= 2,
        () -> "an axis without numbers: " + labels(chart));
  }

  @Test
  void randomCurves_haveNoTextsThatCollide() {
    long seed = 20261201;
    Random random = new Random(seed);
    for (int i = 0; i < 150; i++) {
      Map<String, Curve> curves = new LinkedHashMap<>();
      int count = 1 + random.nextInt(14);
      for (int c = 0; c < count; c++) {
        double size = Math.pow(10, random.nextInt(16) - 8);
        curves.put(
            "name " + "x".repeat(random.nextInt(70)) + c,
            curve(1 + random.nextInt(300), size * random.nextGaussian(), random.nextGaussian()));
      }
      LineChart chart =
          new LineChart("title ".repeat(1 + i % 20), "a note ".repeat(i % 9), "step", curves);
      assertEquals(List.of(), SceneOverlaps.of(chart.scene()), "seed " + seed + ", chart " + i);
    }
  }

  @Test
  void valueBelowOne_hasAZeroBeforeThePoint() {
    assertTrue(labels(chart(curve(5, 0.01, 0.09))).contains("0.04"));
  }

  @Test
  void valueThatDwarfsTheRest_getsALogarithmicAxis_thatIsSaid() {
    List<Double> loss = new ArrayList<>(List.of(38.9));
    IntStream.range(0, 9).forEach(i -> loss.add(0.6 - 0.05 * i));
    LineChart chart = chart(new Curve(curve(10, 0, 0).xs(), loss));
    assertTrue(labels(chart).contains("logarithmic axis"), labels(chart).toString());
    assertTrue(labels(chart).containsAll(List.of("1", "10")), labels(chart).toString());
    assertFalse(labels(chart(curve(10, 2.3, 0.2))).toString().contains("logarithmic"));
  }

  @Test
  void valueThatDwarfsTheRest_amongNegativeOnes_getsALogarithmicAxis_too() {
    LineChart chart =
        chart(new Curve(curve(6, 0, 0).xs(), List.of(-0.5, 0.4, 0.2, -0.1, 0.0, 900.0)));
    assertTrue(labels(chart).contains("logarithmic axis"), labels(chart).toString());
    assertTrue(labels(chart).containsAll(List.of("0", "10", "1,000")), labels(chart).toString());
  }

  @Test
  void infinityAndNan_areNotDrawn() {
    Curve curve =
        new Curve(List.of(1.0, 2.0, 3.0), List.of(1.0, Double.POSITIVE_INFINITY, Double.NaN));
    assertFalse(chart(curve).svg().contains("NaN"));
    LineChart nothing = chart(new Curve(List.of(1.0), List.of(Double.NaN)));
    assertTrue(nothing.isEmpty());
    assertEquals("", nothing.svg());
  }

  @Test
  void intervals_areDrawnAsBands_andTold() {
    Curve curve = new Curve(List.of(1.0, 2.0), List.of(3.0, 4.0), List.of(0.5, 0.25));
    String svg =
        new LineChart("top 1", "mean of 3 seeds, 95 % interval", "epoch", Map.of("ash", curve))
            .svg();
    assertTrue(svg.contains("fill-opacity"), svg);
    assertTrue(svg.contains(">mean of 3 seeds, 95 % interval</text>"), svg);
  }

  @Test
  void oneThing_hasOneColour_whateverElseIsInTheChart() {
    for (String name : List.of("ash", "relu", "alpha", "z", "tensorflow", "a user's own")) {
      String alone = new LineChart("a", "x", Map.of(name, curve(9, 1, 2))).svg();
      Map<String, Curve> two = new LinkedHashMap<>();
      two.put("gelu", curve(9, 1, 3));
      two.put(name, curve(9, 1, 2));
      String stroke = "stroke=\"" + Hues.of(name).light() + "\"";
      assertTrue(alone.contains(stroke), name);
      assertTrue(new LineChart("b", "y", two).svg().contains(stroke), name);
    }
  }

  @Test
  void thingsOfOneColour_areToldApartByDashes() {
    Map<String, Curve> curves = new LinkedHashMap<>();
    curves.put("f-ash:k=10", curve(9, 1, 2));
    curves.put("f-ash:k=30", curve(9, 1, 3));
    assertTrue(new LineChart("a", "x", curves).svg().contains("stroke-dasharray"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 14})
  void file_isAnSvgForBothSchemes_andAPng(int count) throws IOException {
    Map<String, Curve> curves = new LinkedHashMap<>();
    IntStream.range(0, count).forEach(i -> curves.put("curve " + i, curve(50, i, 2 * i + 1)));
    LineChart chart = new LineChart("a < b", "epoch", curves);
    String svg = chart.svgFile();
    assertTrue(svg.startsWith("<svg xmlns="), svg);
    assertTrue(svg.contains("prefers-color-scheme"), svg);
    assertTrue(svg.contains("<title>a &lt; b</title>"), svg);
    assertNotNull(ImageIO.read(new ByteArrayInputStream(chart.png())));
  }
}
