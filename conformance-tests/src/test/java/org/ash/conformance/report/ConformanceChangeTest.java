package org.ash.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.ash.conformance.ConformanceReport;
import org.junit.jupiter.api.Test;

final class ConformanceChangeTest {
  private static final String RULE = "OP-Exp-values";

  private final ConformanceReport sound =
      SampleReports.of("toy", SampleReports.passed(RULE, 812.5));
  private final ConformanceReport broken = SampleReports.of("toy", SampleReports.failed(RULE));

  @Test
  void ruleThatIsBrokenNow_turnedWorse() {
    ConformanceChange change = ConformanceChange.between(sound, broken).get(0);
    assertEquals(ConformanceChange.Kind.WORSE, change.kind());
    assertEquals("passed", change.before());
    assertEquals("failed", change.after());
  }

  @Test
  void ruleThatIsMended_isNoAlarm() {
    assertEquals(List.of(), ConformanceChange.between(broken, sound));
  }

  @Test
  void worstErrorThatShrank_moved() {
    ConformanceReport closer = SampleReports.of("toy", SampleReports.passed(RULE, 0.5));
    ConformanceChange change = ConformanceChange.between(sound, closer).get(0);
    assertEquals(ConformanceChange.Kind.MOVED, change.kind());
    assertEquals("812.5 ulp", change.before());
  }

  @Test
  void equalReports_haveNoChange() {
    assertEquals(List.of(), ConformanceChange.between(sound, sound));
  }

  @Test
  void reportsOnOtherBackends_areNotCompared() {
    ConformanceReport other = SampleReports.of("other", SampleReports.passed(RULE, 0.5));
    assertThrows(IllegalArgumentException.class, () -> ConformanceChange.between(sound, other));
  }
}
