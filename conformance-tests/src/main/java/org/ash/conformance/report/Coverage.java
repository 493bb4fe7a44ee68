package org.ash.conformance.report;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.rule.Level;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Rules;
import org.ash.page.Html;

/**
 * How much of the catalogue a verdict speaks of: "conforms" is about what was judged, and nothing
 * is known of the rest.
 *
 * @param judged rules with a case that was tried
 * @param skipped rules of which none was
 * @param untested rules that nobody tests
 * @param partly judged rules of which some cases were skipped
 * @param cases all that were tried
 * @param notChosen rules of the catalogue that this run left out
 * @param silentOperators operators with rules about what they compute, all of them skipped
 */
record Coverage(
    long judged,
    long skipped,
    long untested,
    long partly,
    long cases,
    long notChosen,
    List<String> silentOperators) {
  /** Engines that compute what networks need skip a rule or two in a hundred. */
  private static final double MUCH = 0.1;

  Coverage {
    silentOperators = List.copyOf(silentOperators);
  }

  static Coverage of(ConformanceReport report) {
    List<RuleResult> results = report.results();
    Set<String> chosen =
        results.stream().map(result -> result.rule().id()).collect(Collectors.toSet());
    return new Coverage(
        results.stream().filter(Coverage::isJudged).count(),
        report.count(Verdict.SKIPPED),
        report.count(Verdict.UNTESTED),
        results.stream().filter(result -> isJudged(result) && !result.skips().isEmpty()).count(),
        results.stream().mapToLong(RuleResult::cases).sum(),
        Rules.all().stream().map(Rule::id).filter(id -> !chosen.contains(id)).count(),
        silentOperators(results));
  }

  private static boolean isJudged(RuleResult result) {
    return result.verdict() != Verdict.SKIPPED && result.verdict() != Verdict.UNTESTED;
  }

  private static List<String> silentOperators(List<RuleResult> results) {
    Map<String, Boolean> judged = new TreeMap<>();
    for (RuleResult result : results) {
      if (result.rule().level() != Level.STRUCTURE) {
        RuleOperators.of(result.rule())
            .ifPresent(name -> judged.merge(name, isJudged(result), Boolean::logicalOr));
      }
    }
    return judged.keySet().stream().filter(name -> !judged.get(name)).toList();
  }

  private long chosen() {
    return judged + skipped + untested;
  }

  /** Whether so much was skipped that "conforms" alone would mislead. */
  boolean isThin() {
    return judged == 0 || skipped > MUCH * chosen();
  }

  /** As {@code 162 of 554 rules}. */
  String share() {
    return Html.count(judged) + " of " + Html.count(chosen(), "rule");
  }

  /** How much was judged and what that means, in sentences. */
  String sentences() {
    StringBuilder text = new StringBuilder();
    text.append("Judged by ").append(share()).append(" in ").append(Html.count(cases, "case"));
    text.append(".");
    if (skipped > 0) {
      text.append(" Skipped: ")
          .append(Html.count(skipped, "rule"))
          .append(" (")
          .append(Html.percent((double) skipped / chosen()))
          .append("), mostly for what the backend does not claim to be able to do:")
          .append(" the verdict says nothing of that.");
    }
    if (partly > 0) {
      text.append(" Of ")
          .append(Html.count(partly, "rule"))
          .append(" that ")
          .append(partly == 1 ? "was" : "were")
          .append(" judged some cases were skipped likewise, mostly element types.");
    }
    if (untested > 0) {
      text.append(" Tested by nobody: ").append(Html.count(untested, "rule")).append(".");
    }
    if (notChosen > 0) {
      text.append(" This run left out ")
          .append(Html.count(notChosen, "rule"))
          .append(" of the catalogue: it is no verdict on the whole.");
    }
    return text.toString();
  }
}
