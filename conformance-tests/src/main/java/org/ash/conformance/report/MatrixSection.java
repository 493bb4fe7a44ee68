package org.ash.conformance.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.rule.Level;
import org.ash.conformance.rule.Necessity;
import org.ash.conformance.rule.Rule;

/** Every rule beside every backend, level by level. */
final class MatrixSection {
  private MatrixSection() {}

  static void append(StringBuilder html, List<ConformanceReport> reports) {
    html.append("<h2>Rules and backends</h2>\n");
    for (Level level : Level.values()) {
      Map<String, Rule> rules = new LinkedHashMap<>();
      reports.forEach(
          report ->
              report.results().stream()
                  .map(RuleResult::rule)
                  .filter(rule -> rule.level() == level)
                  .forEach(rule -> rules.putIfAbsent(rule.id(), rule)));
      if (!rules.isEmpty()) {
        append(html, level, rules, reports);
      }
    }
  }

  private static void append(
      StringBuilder html, Level level, Map<String, Rule> rules, List<ConformanceReport> reports) {
    html.append("<h3>").append(level).append("</h3>\n<table><tr><th>rule</th>");
    reports.forEach(
        report -> html.append("<th>").append(Html.escape(report.backend())).append("</th>"));
    html.append("</tr>\n");
    for (Rule rule : rules.values()) {
      html.append("<tr><td title=\"")
          .append(Html.escape(rule.sentence()))
          .append("\">")
          .append(Html.escape(rule.id()))
          .append(rule.necessity() == Necessity.REQUIRED ? "" : " (" + rule.necessity() + ")")
          .append("</td>");
      for (ConformanceReport report : reports) {
        html.append(
            report.results().stream()
                .filter(result -> result.rule().id().equals(rule.id()))
                .findFirst()
                .map(result -> cell(report, result))
                .orElse("<td class=\"small\">not judged</td>"));
      }
      html.append("</tr>\n");
    }
    html.append("</table>\n");
  }

  private static String cell(ConformanceReport report, RuleResult result) {
    Verdict verdict = result.verdict();
    String word = verdict.toString();
    if (verdict == Verdict.FAILED) {
      word = "<a href=\"#" + FailureSection.anchor(report, result) + "\">failed</a>";
    }
    String error =
        result.histogram().worst() > 0
            ? " <span class=\"small\">" + Html.ulps(result.histogram().worst()) + "</span>"
            : "";
    String reason = String.join("; ", result.skips());
    return "<td class=\""
        + verdict
        + "\" title=\""
        + Html.escape(Html.count(result.cases(), "case") + (reason.isEmpty() ? "" : ". " + reason))
        + "\">"
        + word
        + error
        + "</td>";
  }
}
