package org.ash.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.ash.ir.SymbolicShape;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class RandomMaskTest {
  private static final RandomMask MASK =
      new RandomMask("here.keep", 0.7, SymbolicShape.batch("N", 1001));
  private static final Shape SHAPE = Shape.of(3, 1001);

  @Test
  void values_areThoseOfThePhiloxStreamOfSeedNameAndStep() {
    Tensor mask = MASK.values(SHAPE, 5, 9);
    Philox stream = new Philox(5, Philox.site("mask/here.keep", 9));
    for (int i = 0; i < mask.size(); i++) {
      assertEquals(stream.uniform(i) < 0.7 ? 1 : 0, mask.get(i), "element " + i);
    }
  }

  @Test
  void values_differFromStepToStep() {
    assertFalse(MASK.values(SHAPE, 5, 9).bitEquals(MASK.values(SHAPE, 5, 10)));
  }

  @Test
  void shareOfTruths_isTheProbabilityWithinSamplingError() {
    double share = Arrays.stream(MASK.values(SHAPE, 5, 9).toDoubles()).average().orElseThrow();
    double deviation = Math.sqrt(0.7 * 0.3 / SHAPE.size());
    assertTrue(Math.abs(share - 0.7) < 4 * deviation, () -> "share " + share);
  }

  @Test
  void certainty_isAlwaysTrue() {
    RandomMask all = new RandomMask("all", 1, SymbolicShape.batch("N", 7));
    assertEquals(7, Arrays.stream(all.values(Shape.of(1, 7), 1, 1).toDoubles()).sum());
  }
}
