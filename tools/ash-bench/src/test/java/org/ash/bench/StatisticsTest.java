package org.ash.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StatisticsTest {

  @Test
  void median_ofEvenAndOddCounts() {
    assertEquals(2, Statistics.median(List.of(3.0, 1.0, 2.0)));
    assertEquals(2.5, Statistics.median(List.of(4.0, 1.0, 2.0, 3.0)));
  }

  /** Tables of the sign test: 8 values, second to seventh is 93.0 %, least to greatest 99.2 %. */
  @Test
  void medianInterval_ofEightValues_isLeastToGreatest() {
    Statistics.Interval interval =
        Statistics.medianInterval(List.of(8.0, 1.0, 7.0, 2.0, 6.0, 3.0, 5.0, 4.0));
    assertEquals(1, interval.low());
    assertEquals(8, interval.high());
    assertEquals(0.9922, interval.confidence(), 1e-4);
  }

  /** Nine values: second to eighth is 96.1 %. */
  @Test
  void medianInterval_ofNineValues_dropsTheExtremes() {
    Statistics.Interval interval =
        Statistics.medianInterval(List.of(9.0, 8.0, 1.0, 7.0, 2.0, 6.0, 3.0, 5.0, 4.0));
    assertEquals(2, interval.low());
    assertEquals(8, interval.high());
    assertEquals(0.9609, interval.confidence(), 1e-4);
  }

  @Test
  void nothing_hasNoMedian() {
    assertThrows(IllegalArgumentException.class, () -> Statistics.median(List.of()));
  }
}
