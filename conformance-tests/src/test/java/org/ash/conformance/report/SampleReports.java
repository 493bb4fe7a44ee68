package org.ash.conformance.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.agreement.ComparedElement;
import org.ash.conformance.agreement.ErrorHistogram;
import org.ash.conformance.deviation.CoveredFinding;
import org.ash.conformance.rule.Finding;
import org.ash.conformance.rule.Level;
import org.ash.conformance.rule.Rule;
import org.ash.tensor.Shape;

/** Small reports with something of everything. */
final class SampleReports {
  static final ErrorHistogram ERRORS =
      new ErrorHistogram(List.of(90L, 5L, 0L, 0L, 0L, 0L, 0L, 1L, 0L, 1L), 812.5, "y[3] is off");

  private SampleReports() {}

  static ConformanceReport of(String backend, RuleResult... results) {
    return new ConformanceReport(
        backend,
        "1.2.3",
        "cpu:0 (a CPU)",
        7,
        20,
        Instant.parse("2026-11-24T05:00:00Z"),
        Map.of("java", "17"),
        List.of(
            new ConformanceReport.DeviationSummary(
                "known-tail", "The tail is lost.", "Used as it is.", "absolute 2e-7", "{}")),
        List.of(results));
  }

  static RuleResult passed(String id, double worstUlps) {
    return new RuleResult(
        Rule.required(id, Level.OPERATORS, id + " holds.", trial -> trial.skip("sample")),
        Verdict.PASSED,
        4,
        List.of(),
        List.of(),
        List.of(),
        new ErrorHistogram(ERRORS.counts(), worstUlps, "y[3] is off"),
        1.5);
  }

  /** As a backend gives that claims nothing of what the rule is about. */
  static RuleResult skipped(Rule rule) {
    return result(rule, Verdict.SKIPPED, List.of("scalar: it does not support it"));
  }

  /** A verdict without errors; a failure has one finding. */
  static RuleResult result(Rule rule, Verdict verdict, List<String> skips) {
    return new RuleResult(
        rule,
        verdict,
        verdict == Verdict.SKIPPED ? 0 : 4,
        verdict == Verdict.FAILED ? List.of(new Finding("scalar", "y is off")) : List.of(),
        List.of(),
        skips,
        ErrorHistogram.empty(),
        1.5);
  }

  static RuleResult failed(String id) {
    ComparedElement wrong =
        new ComparedElement(
            "y", 3, Shape.of(2, 5), 0.1, Double.NaN, 1e-7, Double.POSITIVE_INFINITY, List.of(-0.0));
    return new RuleResult(
        Rule.required(id, Level.OPERATORS, id + " holds.", trial -> trial.skip("sample")),
        Verdict.FAILED,
        4,
        List.of(new Finding("it's <odd>", "Exp of [2, 5]", wrong.toString(), List.of(wrong))),
        List.of(new CoveredFinding("known-tail", new Finding("length 1", "far off"))),
        List.of("length 9: not supported"),
        ERRORS,
        1.5);
  }
}
