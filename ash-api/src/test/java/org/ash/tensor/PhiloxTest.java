package org.ash.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PhiloxTest {

  /** Known answers published with the generator (Random123, kat_vectors: philox4x32 10). */
  @Test
  void block_matchesPublishedKnownAnswers() {
    assertArrayEquals(
        new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, new Philox(0, 0).block(0));
    assertArrayEquals(
        new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}, new Philox(-1, -1).block(-1));
    assertArrayEquals(
        new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
        new Philox(0x299f31d0a4093822L, 0x0370734413198a2eL).block(0x85a308d3243f6a88L));
  }

  @Test
  void permutation_holdsEachNumberOnce() {
    int[] order = new Philox(7, Philox.site("shuffle", 3)).permutation(1000);
    Arrays.sort(order);
    for (int i = 0; i < order.length; i++) {
      assertEquals(i, order[i]);
    }
  }

  @Test
  void normals_haveZeroMeanAndUnitVariance() {
    double[] values = new Philox(1, 2).normals(100_000);
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;
    // Standard errors: 1 / sqrt(100,000) = 0.0032 and sqrt(2 / 100,000) = 0.0045; four of each.
    assertEquals(0, mean, 0.0127);
    assertEquals(1, variance, 0.018);
  }
}
