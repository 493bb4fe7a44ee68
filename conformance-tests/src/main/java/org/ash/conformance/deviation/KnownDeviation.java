package org.ash.conformance.deviation;

import java.util.List;
import org.ash.conformance.rule.Finding;
import org.ash.conformance.rule.Glob;

/**
 * What an engine is known to get wrong.
 *
 * @param id by which reports name it; unique in its list
 * @param engineVersions versions of the engine it was seen on; it excuses no other
 * @param rules ids of the rules that it breaks
 * @param cases the cases it shows in, each as {@code label: operator of types}
 * @param bound how far it goes
 * @param explanation what is wrong, and why where that is known
 * @param response what our backend does about it
 * @param reproduction the smallest case in which it shows
 */
public record KnownDeviation(
    String id,
    List<Glob> engineVersions,
    List<Glob> rules,
    List<Glob> cases,
    DeviationBound bound,
    String explanation,
    String response,
    Reproduction reproduction) {

  /** Copies the lists. */
  public KnownDeviation {
    engineVersions = List.copyOf(engineVersions);
    rules = List.copyOf(rules);
    cases = List.copyOf(cases);
  }

  /** Whether it is about this rule and was seen on this version. */
  public boolean concerns(String ruleId, String engineVersion) {
    return any(rules, ruleId) && any(engineVersions, engineVersion);
  }

  /** Whether it explains a finding of a rule that it is about. */
  public boolean covers(Finding finding) {
    return any(cases, finding.where()) && bound.covers(finding);
  }

  private static boolean any(List<Glob> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(text));
  }
}
