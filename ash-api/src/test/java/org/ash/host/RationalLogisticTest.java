package org.ash.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RationalLogisticTest {

  /** The agreement rule for a sigmoid: 16 ulp of the result or 2^-22, whichever is larger. */
  private static double allowed(double exact) {
    return Math.max(16 * Math.ulp((float) exact), 0x1p-22);
  }

  @ParameterizedTest
  @ValueSource(floats = {1f, 8f, 20f, 100f, 545.75f})
  void logistic_withinSaturation_staysInTheAgreementRule(float limit) {
    int steps = 400_000;
    for (int i = -steps; i <= steps; i++) {
      float u = limit * i / steps;
      double exact = PlainAsh.logistic(u);
      double error = Math.abs(RationalLogistic.of(u) - exact);
      assertTrue(error <= allowed(exact), () -> "u = " + u + ", error " + error);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {545.7816f, 1e4f, 1e30f, Float.MAX_VALUE, Float.POSITIVE_INFINITY})
  void clamped_beyondSaturation_isExactlyOneOrZero(float u) {
    assertEquals(1f, RationalLogistic.clamped(u));
    assertEquals(0f, RationalLogistic.clamped(-u));
  }

  @Test
  void clamped_atZero_isExactlyOneHalf() {
    assertEquals(0.5f, RationalLogistic.clamped(0f));
  }

  @Test
  void logistic_ofNaN_isNaN() {
    assertTrue(Float.isNaN(RationalLogistic.of(Float.NaN)));
    assertTrue(Float.isNaN(RationalLogistic.clamped(Float.NaN)));
  }
}
