package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ClassBalanceTest {

  @Test
  void shares_areThoseOfTheMatrix_andClassesThatDoNotOccurDoNotCount() {
    ClassBalance balance =
        ClassBalance.of(List.of(List.of(5L, 5L, 0L), List.of(0L, 30L, 0L), List.of(0L, 0L, 0L)));
    assertEquals(1, balance.largest());
    assertEquals(0.75, balance.largestShare());
    assertEquals(0.75, balance.balancedAccuracy());
    assertEquals(35.0 / 40, balance.top1());
    assertFalse(balance.isGuessing());
  }

  @Test
  void alwaysTheLargestClass_isGuessing_andSoIsAllWithinTheError() {
    assertTrue(ClassBalance.of(List.of(List.of(0L, 10L), List.of(0L, 30L))).isGuessing());
    assertTrue(ClassBalance.of(List.of(List.of(2L, 8L), List.of(0L, 30L))).isGuessing());
    assertFalse(ClassBalance.of(List.of(List.of(4L, 6L), List.of(0L, 30L))).isGuessing());
  }

  @Test
  void nothing_hasNoBalance() {
    List<List<Long>> none = List.of(List.of(0L));
    assertThrows(IllegalArgumentException.class, () -> ClassBalance.of(none));
  }
}
