package org.ash.conformance.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.rule.Rule;

/**
 * One rule and what came of it on each backend.
 *
 * @param rule the rule
 * @param results in the order of the reports; empty where a backend was not judged by the rule
 */
record RuleRow(Rule rule, List<Optional<RuleResult>> results) {
  /** The gravest first: what a rule counts as when backends differ. */
  static final List<Verdict> BY_GRAVITY =
      List.of(Verdict.FAILED, Verdict.DEVIATES, Verdict.SKIPPED, Verdict.UNTESTED, Verdict.PASSED);

  RuleRow {
    results = List.copyOf(results);
  }

  /** A row for every rule of any report, in the order of the catalogue. */
  static List<RuleRow> of(List<ConformanceReport> reports) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    List<Map<String, RuleResult>> results = new ArrayList<>();
    for (ConformanceReport report : reports) {
      Map<String, RuleResult> byId = new HashMap<>();
      for (RuleResult result : report.results()) {
        rules.putIfAbsent(result.rule().id(), result.rule());
        byId.merge(result.rule().id(), result, RuleRow::graver);
      }
      results.add(byId);
    }
    return rules.values().stream()
        .map(
            rule ->
                new RuleRow(
                    rule,
                    results.stream()
                        .map(byId -> Optional.ofNullable(byId.get(rule.id())))
                        .toList()))
        .toList();
  }

  private static RuleResult graver(RuleResult a, RuleResult b) {
    return BY_GRAVITY.indexOf(a.verdict()) <= BY_GRAVITY.indexOf(b.verdict()) ? a : b;
  }

  /** Over all backends. */
  Verdict gravest() {
    return results.stream()
        .flatMap(Optional::stream)
        .map(RuleResult::verdict)
        .min(Comparator.comparing(BY_GRAVITY::indexOf))
        .orElse(Verdict.UNTESTED);
  }

  boolean isPassedByAll() {
    Predicate<RuleResult> passed = result -> result.verdict() == Verdict.PASSED;
    return results.stream().allMatch(result -> result.filter(passed).isPresent());
  }

  /** The operator that the rule is about. */
  Optional<String> operator() {
    return RuleOperators.of(rule);
  }

  /** The most units in the last place that any backend was off; 0 when nothing was compared. */
  double worstUlps() {
    return results.stream()
        .flatMap(Optional::stream)
        .mapToDouble(result -> result.histogram().worst())
        .max()
        .orElse(0);
  }

  /** As {@code 4 rules: 1 failed, 3 passed}, each counted by its gravest verdict. */
  static String tally(Collection<RuleRow> rows) {
    List<String> counts = new ArrayList<>();
    for (Verdict verdict : BY_GRAVITY) {
      long count = rows.stream().filter(row -> row.gravest() == verdict).count();
      if (count == rows.size()) {
        return VerdictWords.countedRules(verdict, count);
      }
      if (count > 0) {
        counts.add(VerdictWords.counted(verdict, count));
      }
    }
    return VerdictWords.rules(rows.size()) + ": " + String.join(", ", counts);
  }
}
