package org.ash.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ZScoreTest {

  /** The double next to each decimal p, inverted in 60 digits (mpmath, Newton on erfc). */
  @ParameterizedTest
  @CsvSource({
    "1e-300, -37.047096299361199237",
    "1e-100, -21.273453560965324294",
    "1e-50, -14.933337534788488981",
    "1e-20, -9.2623400897984075796",
    "1e-16, -8.2220822161304356152",
    "1e-10, -6.3613409024040561991",
    "1e-6, -4.7534243088228989573",
    "0.001, -3.0902323061678135354",
    "0.01, -2.3263478740408410931",
    "0.02425, -1.9729610513118848376",
    "0.025, -1.9599639845400542118",
    "0.05, -1.644853626951472688",
    "0.074, -1.4466320671589785099",
    "0.075, -1.4395314709384559349",
    "0.076, -1.4325027208258116188",
    "0.1, -1.2815515655446004353",
    "0.25, -0.6744897501960817432",
    "0.4, -0.25334710313579974132",
    "0.49, -0.025068908258711058033",
    "0.4999999, -2.5066282747031065135e-7",
    "0.5, 0.0",
    "0.50000001, 2.5066282872262044377e-8",
    "0.6, 0.25334710313579974132",
    "0.75, 0.6744897501960817432",
    "0.9, 1.2815515655446005935",
    "0.925, 1.4395314709384562291",
    "0.95, 1.6448536269514722843",
    "0.975, 1.9599639845400538556",
    "0.99, 2.3263478740408407676",
    "0.999, 3.0902323061678132778",
    "0.999999, 4.7534243088170877657",
    "0.9999999999, 6.3613408896974218642",
  })
  void inverseNormal_isWithin1e12OfHighPrecisionValues(double p, double expected) {
    double tolerance = 1e-12 * Math.max(Math.abs(expected), Double.MIN_NORMAL);
    assertEquals(expected, ZScore.inverseNormal(p), tolerance);
  }

  @Test
  void distributionOfInverse_givesTheProbabilityBack() {
    for (int i = 1; i < 2000; i++) {
      double p = i / 2000.0;
      assertEquals(p, distribution(ZScore.inverseNormal(p)), 1e-14, () -> "p = " + p);
    }
  }

  @Test
  void inverseNormal_rises() {
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 1; i < 1 << 14; i++) {
      double z = ZScore.inverseNormal(i * 0x1p-14);
      assertTrue(z > last, "at " + i);
      last = z;
    }
  }

  @Test
  void inverseNormal_isOddAboutOneHalf() {
    for (int i = 1; i < 1 << 10; i++) {
      double p = i * 0x1p-10;
      assertEquals(-ZScore.inverseNormal(p), ZScore.inverseNormal(1 - p), 0.0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "50, 0",
    "10, 1.2815515655446004",
    "2.5, 1.9599639845400545",
    "90, -1.28155156554460"
  })
  void ash3_topPercent_isInverseNormalOfTheRest(double percent, double expected) {
    assertEquals(expected, ZScore.ofTopPercent(percent), 1e-12);
  }

  @Test
  void topPercent_keepsItsDigitsWhereOneMinusItLosesThem() {
    assertEquals(8.222082216130435, ZScore.ofTopPercent(1e-14), 1e-11);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
  void inverseNormal_refusesWhatIsNoProbability(double p) {
    assertThrows(IllegalArgumentException.class, () -> ZScore.inverseNormal(p));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 100, -1, 101, Double.NaN})
  void ash3_percentIsStrictlyBetween0And100(double percent) {
    assertThrows(IllegalArgumentException.class, () -> ZScore.ofTopPercent(percent));
  }

  /** {@code 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...)}: Marsaglia, 2004; good to 1e-15. */
  private static double distribution(double x) {
    double term = x;
    double sum = x;
    for (int odd = 3; Math.abs(term) > 1e-18 * Math.abs(sum); odd += 2) {
      term *= x * x / odd;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
