package org.ash.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.rule.Level;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Rules;
import org.junit.jupiter.api.Test;

final class CoverageTest {
  private static ConformanceReport skipping(Predicate<Rule> skips) {
    return SampleReports.of(
        "lazy",
        Rules.all().stream()
            .map(
                rule ->
                    skips.test(rule)
                        ? SampleReports.skipped(rule)
                        : SampleReports.result(rule, Verdict.PASSED, List.of()))
            .toArray(RuleResult[]::new));
  }

  @Test
  void backendThatSkipsMuch_doesNotJustConform() {
    ConformanceReport lazy = skipping(rule -> rule.level() != Level.STRUCTURE);
    Coverage coverage = Coverage.of(lazy);
    assertTrue(coverage.isThin());
    String share = coverage.judged() + " of " + Rules.all().size() + " rules";
    String page = ConformanceHtml.page(List.of(lazy));
    assertTrue(
        page.contains("<h1>ASH conformance: lazy conforms; lazy was judged by only " + share),
        page);
    assertTrue(page.contains("<span class=\"verdict\">conforms in " + share + " only</span>"));
    assertTrue(page.contains("Skipped: " + coverage.skipped() + " rules ("), page);
    assertTrue(page.contains("the verdict says nothing of that"), page);
    assertTrue(coverage.silentOperators().containsAll(List.of("Conv", "Exp", "Ash")));
  }

  @Test
  void backendThatSkipsAll_isNotSaidToConform() {
    String page = ConformanceHtml.page(List.of(skipping(rule -> true)));
    assertTrue(page.contains("<span class=\"verdict\">nothing was judged</span>"), page);
    assertFalse(page.contains("<span class=\"verdict\">conforms"), page);
  }

  @Test
  void backendThatSkipsARuleOrTwo_conforms() {
    ConformanceReport sound = skipping(rule -> rule.id().equals("STRUCT-refusal"));
    Coverage coverage = Coverage.of(sound);
    assertFalse(coverage.isThin());
    assertEquals(1, coverage.skipped());
    assertEquals(Rules.all().size() - 1, coverage.judged());
    assertEquals(0, coverage.notChosen());
    assertEquals(List.of(), coverage.silentOperators());
    assertTrue(ConformanceHtml.page(List.of(sound)).contains("lazy conforms</h1>"));
  }

  @Test
  void operator_isSilent_whereOnlyWhatComputesIsSkipped_allOfIt() {
    assertEquals(
        List.of("Conv"),
        Coverage.of(
                skipping(
                    rule ->
                        rule.level() != Level.STRUCTURE
                            && RuleOperators.of(rule).equals(Optional.of("Conv"))))
            .silentOperators());
    assertEquals(
        List.of(), Coverage.of(skipping(r -> r.id().equals("OP-Conv-values"))).silentOperators());
  }

  @Test
  void partOfTheCatalogue_isNoVerdictOnTheWhole() {
    ConformanceReport part =
        SampleReports.of("sound", SampleReports.passed(Rules.all().get(0).id(), 0.5));
    Coverage coverage = Coverage.of(part);
    assertEquals(Rules.all().size() - 1, coverage.notChosen());
    assertTrue(coverage.sentences().contains("no verdict on the whole"), coverage.sentences());
  }

  @Test
  void casesSkippedOfJudgedRules_areTold() {
    Rule rule = Rules.all().get(0);
    Coverage coverage =
        Coverage.of(
            SampleReports.of(
                "sound", SampleReports.result(rule, Verdict.PASSED, List.of("FLOAT64: no"))));
    assertEquals(1, coverage.partly());
    assertEquals(1, coverage.judged());
    assertTrue(
        coverage.sentences().contains("Of 1 rule that was judged some cases were skipped"),
        coverage.sentences());
  }
}
