package org.ash.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ComputationGraphResNet20Test {
  private static final int TRAINABLE = 269_722;

  /** Mean and variance of every channel of every batch normalization. */
  private static final int STATISTICS = 2 * (7 * 16 + 6 * 32 + 6 * 64);

  @Test
  void network_hasThePublishedNumberOfParameters_andLearnsOneBatch() {
    try (ComputationGraphWorkload workload = new ComputationGraphWorkload(8, 0.02)) {
      assertEquals(TRAINABLE + STATISTICS, workload.parameters());
      workload.step();
      double first = workload.loss();
      for (int i = 0; i < 10; i++) {
        workload.step();
      }
      assertTrue(workload.loss() < first / 2, () -> "loss " + first + ", " + workload.loss());
    }
  }
}
