package org.ash.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Locale;
import java.util.Map;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/** Compares what ND4J computes with the float64 oracle. */
final class Agreement {
  private Agreement() {}

  /** Every output lies within the tolerance; types and shapes are equal. */
  static void check(Computation computation, Tolerance tolerance) {
    Map<String, Tensor> actual = computation.onDl4j();
    Map<String, Tensor> exact = computation.exact();
    assertEquals(exact.keySet(), actual.keySet());
    exact.forEach(
        (name, expected) ->
            check(
                name,
                actual.get(name),
                expected,
                tolerance.allowed(computation, name, expected, actual.get(name).dtype())));
  }

  private static void check(String name, Tensor actual, Tensor exact, double[] allowed) {
    assertEquals(exact.shape(), actual.shape(), name);
    for (int i = 0; i < exact.size(); i++) {
      double rounded = rounded(actual.dtype(), exact.get(i));
      double value = actual.get(i);
      boolean special = Double.isNaN(rounded) || Double.isInfinite(rounded);
      boolean agrees =
          special
              ? Double.compare(rounded, value) == 0
              : Math.abs(value - exact.get(i)) <= allowed[i] || value == rounded;
      if (!agrees) {
        fail(
            String.format(
                Locale.ROOT,
                "%s[%d] of %s: ND4J %s (%a), exact %s, error %.3g, allowed %.3g",
                name,
                i,
                actual.shape(),
                value,
                value,
                exact.get(i),
                value - exact.get(i),
                allowed[i]));
      }
    }
  }

  /** The exact value as the type holds it. */
  private static double rounded(DType dtype, double exact) {
    return dtype == DType.FLOAT32 ? (float) exact : exact;
  }
}
