package org.ash.cli.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DifferencesTest {
  private static final double[] REFERENCE = {1, 2, 3};

  /** t = 3 / sqrt(2/3), 4 degrees of freedom: p = 0.0213117 (R: t.test(4:6, 1:3)). */
  @Test
  void oneComparison_isWelchsTest() {
    Map<String, Double> p = Differences.pValues(Map.of("a", new double[] {4, 5, 6}), REFERENCE);
    assertEquals(0.0213117, p.get("a"), 1e-6);
  }

  @Test
  void twoComparisons_doubleTheSmallerP_andNeverFallBelowIt() {
    Map<String, double[]> groups = new LinkedHashMap<>();
    groups.put("far", new double[] {4, 5, 6});
    groups.put("farther", new double[] {4, 5, 6});
    Map<String, Double> p = Differences.pValues(groups, REFERENCE);
    assertEquals(2 * 0.0213117, p.get("far"), 1e-6);
    assertEquals(2 * 0.0213117, p.get("farther"), 1e-6);
  }

  @Test
  void oneSeed_cannotBeCompared() {
    assertTrue(Differences.pValues(Map.of("a", new double[] {4}), REFERENCE).isEmpty());
    assertTrue(Differences.pValues(Map.of("a", REFERENCE), new double[] {4}).isEmpty());
  }

  @Test
  void measurementsWithoutSpread_areEqualOrNot() {
    double[] twos = {2, 2};
    assertEquals(0, Differences.pValues(Map.of("a", new double[] {3, 3}), twos).get("a"));
    assertEquals(1, Differences.pValues(Map.of("a", twos), twos).get("a"));
  }
}
