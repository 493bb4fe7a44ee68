package org.ash.conformance.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.rule.Level;
import org.ash.conformance.rule.Necessity;
import org.ash.conformance.rule.Rule;
import org.ash.page.Html;
import org.ash.page.HtmlTable;
import org.ash.page.Page;

/** Every rule beside every backend, level by level. */
final class MatrixSection {
  private MatrixSection() {}

  static void append(StringBuilder html, List<ConformanceReport> reports) {
    html.append(Page.heading("Rules and backends"));
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
    html.append("<h3>").append(level).append("</h3>\n");
    StringBuilder table = new StringBuilder("<table><thead><tr><th>rule</th>");
    reports.forEach(
        report -> table.append("<th>").append(Html.escape(report.backend())).append("</th>"));
    table.append("</tr></thead>\n<tbody>");
    StringBuilder passed = new StringBuilder();
    long passedRules = 0;
    long passedCases = 0;
    for (Rule rule : rules.values()) {
      List<Optional<RuleResult>> results =
          reports.stream().map(report -> result(report, rule)).toList();
      if (reports.size() > 1 && results.stream().allMatch(MatrixSection::passed)) {
        passedRules++;
        passedCases += results.stream().mapToLong(r -> r.orElseThrow().cases()).sum();
        passed.append("<li>").append(Html.escape(rule.id() + ": " + rule.sentence()));
        passed.append("</li>\n");
      } else {
        row(table, rule, reports, results);
      }
    }
    if (passedRules < rules.size()) {
      table.append("</tbody></table>");
      html.append(HtmlTable.box("Rules of level " + level, table.toString()));
    }
    if (passedRules > 0) {
      html.append("<details><summary class=\"hit\">")
          .append(Html.count(passedRules, "rule"))
          .append(" passed by all in ")
          .append(Html.count(passedCases, "case"))
          .append("</summary><ul>")
          .append(passed)
          .append("</ul></details>\n");
    }
  }

  private static void row(
      StringBuilder table,
      Rule rule,
      List<ConformanceReport> reports,
      List<Optional<RuleResult>> results) {
    table
        .append("<tr><td title=\"")
        .append(Html.escape(rule.sentence()))
        .append("\">")
        .append(Html.escape(rule.id()))
        .append(rule.necessity() == Necessity.REQUIRED ? "" : " (" + rule.necessity() + ")")
        .append("</td>");
    for (int i = 0; i < reports.size(); i++) {
      ConformanceReport report = reports.get(i);
      table.append(
          results
              .get(i)
              .map(result -> cell(report, result))
              .orElse("<td class=\"small\">not judged</td>"));
    }
    table.append("</tr>\n");
  }

  private static Optional<RuleResult> result(ConformanceReport report, Rule rule) {
    return report.results().stream()
        .filter(result -> result.rule().id().equals(rule.id()))
        .findFirst();
  }

  private static boolean passed(Optional<RuleResult> result) {
    return result.filter(found -> found.verdict() == Verdict.PASSED).isPresent();
  }

  private static String cell(ConformanceReport report, RuleResult result) {
    Verdict verdict = result.verdict();
    String word = verdict.toString();
    if (verdict == Verdict.FAILED) {
      word = "<a href=\"#" + FailureSection.anchor(report, result) + "\">failed</a>";
    }
    String error =
        result.histogram().worst() > 0
            ? " <span class=\"small\">"
                + HistogramSection.ulps(result.histogram().worst())
                + "</span>"
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
