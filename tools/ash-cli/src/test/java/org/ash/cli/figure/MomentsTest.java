package org.ash.cli.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MomentsTest {
  private static final int COUNT = 20_000;
  private static final long SEED = 20221024;

  private static double[] normal() {
    Random random = new Random(SEED);
    return IntStream.range(0, COUNT).mapToDouble(i -> 3 + 2 * random.nextGaussian()).toArray();
  }

  /** Proposition 2: of normal input the top k % are kept, within sampling error. */
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 25, 50, 75, 90, 99})
  void prop2_ofNormalInput_keepsTheTopShare(int percent) {
    double k = percent / 100.0;
    double error = Math.sqrt(k * (1 - k) / COUNT);
    assertEquals(k, Moments.of(normal()).kept(percent), 4 * error, "seed " + SEED);
  }

  /** Honestly: of skewed input another share is kept; of exp(1) above the mean are 1/e. */
  @Test
  void prop2_ofSkewedInput_isOff() {
    Random random = new Random(SEED);
    double[] values =
        IntStream.range(0, COUNT).mapToDouble(i -> -Math.log(1 - random.nextDouble())).toArray();
    Moments moments = Moments.of(values);
    assertEquals(Math.exp(-1), moments.kept(50), 0.015);
    assertEquals(2, moments.skewness(), 0.3);
    assertTrue(moments.p() < 1e-6);
    assertTrue(moments.distance() > 0.1);
  }

  @Test
  void normalInput_isTakenForNormal() {
    Moments moments = Moments.of(normal());
    assertEquals(3, moments.mean(), 0.06);
    assertEquals(2, moments.deviation(), 0.04);
    assertTrue(moments.p() > 0.001, "p " + moments.p() + ", seed " + SEED);
    assertTrue(moments.distance() < 0.015, "distance " + moments.distance());
  }

  @Test
  void share_countsWhatLiesAbove() {
    Moments moments = Moments.of(1, 2, 3, 4);
    assertEquals(0.5, moments.above(2));
    assertEquals(1, moments.above(0));
    assertEquals(0, moments.above(4));
  }
}
