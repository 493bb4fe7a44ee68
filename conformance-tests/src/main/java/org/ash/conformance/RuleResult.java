package org.ash.conformance;

import java.util.List;
import org.ash.conformance.agreement.ErrorHistogram;
import org.ash.conformance.deviation.CoveredFinding;
import org.ash.conformance.rule.Finding;
import org.ash.conformance.rule.Rule;

/**
 * What came of one rule.
 *
 * @param rule the rule
 * @param verdict how the backend stands to it
 * @param cases cases that were tried
 * @param findings where it was broken, without what the list of known deviations explains; and what
 *     of that list has disappeared
 * @param deviations where it was broken as the list of known deviations says
 * @param skips what was not tried, and why
 * @param histogram errors of all values that were compared
 * @param millis how long it took
 */
public record RuleResult(
    Rule rule,
    Verdict verdict,
    long cases,
    List<Finding> findings,
    List<CoveredFinding> deviations,
    List<String> skips,
    ErrorHistogram histogram,
    double millis) {

  /** Copies the lists. */
  public RuleResult {
    findings = List.copyOf(findings);
    deviations = List.copyOf(deviations);
    skips = List.copyOf(skips);
  }
}
