package org.ash.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ConformanceHtmlTest {
  private final String page =
      ConformanceHtml.page(
          List.of(
              SampleReports.of("sound", SampleReports.passed("OP-Exp-values", 0.5)),
              SampleReports.of("toy", SampleReports.failed("OP-Exp-values"))));

  @Test
  void failingRule_standsAtTheTop_withItsReproduceLine() {
    String top = page.substring(0, page.indexOf("Rules and backends"));
    assertTrue(top.contains("<h1>ASH conformance: toy does not conform</h1>"), top);
    assertTrue(top.contains("OP-Exp-values"), top);
    assertTrue(top.contains("tools/ash conformance --backend toy --rule OP-Exp-values"), top);
    assertTrue(top.contains(String.format("%a", 0.1)), top);
  }

  @Test
  void passingBackends_areSaidToConform() {
    String sound =
        ConformanceHtml.page(
            List.of(SampleReports.of("sound", SampleReports.passed("OP-Exp-values", 0.5))));
    assertTrue(sound.contains("<h1>ASH conformance: sound conforms</h1>"), sound);
    assertFalse(sound.contains("DOES NOT CONFORM"), sound);
  }

  @Test
  void everyBackend_hasAHistogramOfItsErrors() {
    assertEquals(2, page.split("<svg ", -1).length - 1);
  }

  @Test
  void textsOfEngines_areEscaped() {
    assertFalse(page.contains("<odd>"), page);
  }

  @Test
  void page_needsNoOtherFile() {
    assertFalse(page.matches("(?s).*(src=|href=\"[^#]|url\\().*"), page);
  }
}
