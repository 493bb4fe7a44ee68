package org.ash.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgressLineTest {
  private static final List<String> FACTS =
      List.of("2:03:11 h left", "loss 1.2345", "accuracy 45.00 %", "1,234 images/s");

  private static String line(int columns) {
    return ProgressLine.fit("epoch 10/120", 0.455, FACTS, columns);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 20, 40, 60, 79, 80, 100, 200})
  void line_isNeverLongerThanTheTerminal(int columns) {
    assertTrue(line(columns).length() <= columns, line(columns));
  }

  @Test
  void at80Columns_timeLossAndAccuracyAreWhole() {
    for (String fact : FACTS.subList(0, 3)) {
      assertTrue(line(80).contains("  " + fact), line(80));
    }
  }

  @Test
  void narrowTerminal_keepsTheMostImportantFact_whole() {
    assertTrue(line(40).endsWith("  2:03:11 h left"), line(40));
    assertFalse(line(40).contains("loss"), line(40));
  }

  @Test
  void wideTerminal_hasEverything_andABarAsFullAsTheShare() {
    String line = ProgressLine.fit("epoch 1/8", 0.5, FACTS, 200);
    assertTrue(line.startsWith("epoch 1/8   50 %"), line);
    FACTS.forEach(fact -> assertTrue(line.contains(fact), line));
    assertEquals(15, line.chars().filter(c -> c == '█' || c == '#').count(), line);
  }
}
