package org.ash.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpecialFunctionsTest {
  private static final MathContext DIGITS = new MathContext(80);

  /** Far below the last digit of the smallest erfc tested, 1e-29. */
  private static final BigDecimal NEGLIGIBLE = new BigDecimal("1e-50");

  private static final BigDecimal PI =
      new BigDecimal(
          "3.14159265358979323846264338327950288419716939937510582097494459230781640629");

  @ParameterizedTest
  @ValueSource(doubles = {1e-8, 0.1, 0.5, 0.9, 1, 1.3, 1.7, 1.999999, 2, 2.000001, 2.5, 3, 4, 5.5})
  void erf_agreesWithTheSeriesInEightyDigits(double x) {
    double expected = erf(x).doubleValue();
    assertEquals(expected, SpecialFunctions.erf(x), 1e-15 * expected);
    assertEquals(-expected, SpecialFunctions.erf(-x), 1e-15 * expected);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.99, 1, 1.01, 1.5, 1.9, 2, 2.1, 3, 4.5, 6, 8})
  void erfc_keepsItsTail(double x) {
    double expected = BigDecimal.ONE.subtract(erf(x)).doubleValue();
    assertEquals(1, SpecialFunctions.erfc(x) / expected, 2e-15, "erfc(" + x + ")");
  }

  @Test
  void erf_ofSpecialValues() {
    assertEquals(1, SpecialFunctions.erf(Double.POSITIVE_INFINITY));
    assertEquals(-1, SpecialFunctions.erf(Double.NEGATIVE_INFINITY));
    assertTrue(Double.isNaN(SpecialFunctions.erf(Double.NaN)));
    assertEquals(-0.0, SpecialFunctions.erf(-0.0));
  }

  @ParameterizedTest
  @CsvSource({"-800, 0", "-40, 4.248354255291589e-18", "0, 0.5", "40, 1", "800, 1"})
  void sigmoid_neitherOverflowsNorLosesItsTail(double x, double expected) {
    assertEquals(expected, SpecialFunctions.sigmoid(x), expected * 1e-15);
  }

  @ParameterizedTest
  @CsvSource({
    "-800, 0",
    "-40, 4.248354255291589e-18",
    "0, 0.6931471805599453",
    "40, 40",
    "1e300, 1e300"
  })
  void softplus_neitherOverflowsNorLosesItsTail(double x, double expected) {
    assertEquals(expected, SpecialFunctions.softplus(x), expected * 1e-15);
  }

  /** {@code 2 / sqrt(pi) * sum over n of (-1)^n x^(2n+1) / (n! (2n+1))} in 80 digits. */
  private static BigDecimal erf(double x) {
    BigDecimal square = new BigDecimal(x).pow(2);
    BigDecimal power = new BigDecimal(x);
    BigDecimal sum = BigDecimal.ZERO;
    for (int n = 0; power.abs().compareTo(NEGLIGIBLE) > 0; n++) {
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), DIGITS));
      power = power.multiply(square).negate().divide(BigDecimal.valueOf(n + 1L), DIGITS);
    }
    return sum.multiply(BigDecimal.valueOf(2)).divide(PI.sqrt(DIGITS), DIGITS);
  }
}
