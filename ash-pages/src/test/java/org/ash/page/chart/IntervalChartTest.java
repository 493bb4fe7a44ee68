package org.ash.page.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class IntervalChartTest {
  @Test
  void randomRows_haveNoTextsThatCollide() {
    long seed = 20261201;
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      Map<String, IntervalChart.Row> rows = new LinkedHashMap<>();
      for (int row = 0; row < 1 + i % 14; row++) {
        rows.put(
            "activation:setting=" + "9".repeat(random.nextInt(60)) + row,
            new IntervalChart.Row(
                Math.pow(10, random.nextInt(9) - 4) * random.nextGaussian(),
                random.nextBoolean()
                    ? OptionalDouble.of(random.nextDouble())
                    : OptionalDouble.empty(),
                3));
      }
      IntervalChart chart = new IntervalChart("top 1, %", "mean of 3 seeds", 2, rows);
      assertEquals(List.of(), SceneOverlaps.of(chart.scene()), "seed " + seed + ", chart " + i);
    }
  }

  @Test
  void row_saysItsMeanAndInterval_asText() {
    String svg =
        new IntervalChart(
                "top 1, %",
                "mean of 3 seeds, line: 95 % interval",
                2,
                Map.of("ash", new IntervalChart.Row(91.5, OptionalDouble.of(0.25), 3)))
            .svg();
    assertTrue(svg.contains(">ash</text>"), svg);
    assertTrue(svg.contains(">91.50 \u00b1 0.25</text>"), svg);
    assertTrue(svg.contains("mean of 3 seeds"), svg);
  }
}
