package org.ash.cli.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class EstimateTest {
  /** The quantile 4.302653 of t with 2 degrees of freedom, from a printed table. */
  @Test
  void threeMeasurements_haveTheIntervalOfTheTextbook() {
    Estimate estimate = Estimate.of(1, 2, 3);
    assertEquals(2, estimate.mean());
    assertEquals(4.302653 / Math.sqrt(3), estimate.halfWidth().orElseThrow(), 1e-6);
    assertEquals(3, estimate.count());
  }

  @Test
  void oneMeasurement_hasNoInterval() {
    assertTrue(Estimate.of(5).halfWidth().isEmpty());
  }
}
