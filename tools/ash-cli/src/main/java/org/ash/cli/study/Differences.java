package org.ash.cli.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;

/** Which groups of measurements differ from a reference, when all are compared with it. */
final class Differences {
  private static final TTest WELCH = TTest.withDefaults().with(DataDispersion.HETEROSCEDASTIC);

  private Differences() {}

  /**
   * The two-sided p values of Welch's t-test of each group against the reference, corrected for the
   * number of comparisons (Holm, 1979).
   *
   * @param groups measurements by name; those of fewer than two are left out
   * @param reference at least two measurements, else nothing can be compared
   * @return p by name, at most 1
   */
  static Map<String, Double> pValues(Map<String, double[]> groups, double[] reference) {
    List<Map.Entry<String, Double>> raw = new ArrayList<>();
    groups.forEach(
        (name, values) -> {
          if (values.length >= 2 && reference.length >= 2) {
            raw.add(Map.entry(name, welch(values, reference)));
          }
        });
    raw.sort(Map.Entry.comparingByValue(Comparator.naturalOrder()));
    Map<String, Double> corrected = new LinkedHashMap<>();
    double largest = 0;
    for (int i = 0; i < raw.size(); i++) {
      largest = Math.max(largest, Math.min(1, (raw.size() - i) * raw.get(i).getValue()));
      corrected.put(raw.get(i).getKey(), largest);
    }
    return corrected;
  }

  private static double welch(double[] values, double[] reference) {
    if (isConstant(values) && isConstant(reference)) {
      // No spread at all: the test is not defined, the answer is plain.
      return values[0] == reference[0] ? 1 : 0;
    }
    return WELCH.test(values, reference).getPValue();
  }

  private static boolean isConstant(double... values) {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }
}
