package org.ash.conformance.report;

import java.util.Comparator;
import java.util.List;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.deviation.CoveredFinding;
import org.ash.conformance.rule.Finding;
import org.ash.conformance.rule.Necessity;
import org.ash.page.Html;
import org.ash.page.HtmlTable;
import org.ash.page.Page;

/** What is wrong: first in one paragraph a rule, further down every finding. */
final class FailureSection {
  /** More findings of one rule than this tell nothing new. */
  private static final int MOST_FINDINGS = 20;

  /** The smallest case of some deviations is a thousand equal numbers. */
  private static final int MOST_CHARACTERS = 400;

  private FailureSection() {}

  static String anchor(ConformanceReport report, RuleResult result) {
    return Html.escape(report.backend() + "-" + result.rule().id());
  }

  /** Failed rules, the required ones first. */
  private static List<RuleResult> failed(ConformanceReport report) {
    return report.results().stream()
        .filter(result -> result.verdict() == Verdict.FAILED)
        .sorted(Comparator.comparing(result -> result.rule().necessity()))
        .toList();
  }

  /** One paragraph a failed rule, for the top of the page. */
  static void appendSummary(StringBuilder html, List<ConformanceReport> reports) {
    for (ConformanceReport report : reports) {
      for (RuleResult result : failed(report)) {
        Finding first = result.findings().get(0);
        html.append("<div class=\"wrong")
            .append(result.rule().necessity() == Necessity.REQUIRED ? "" : " optional")
            .append("\"><b>")
            .append(Html.escape(report.backend()))
            .append("</b> breaks <a href=\"#")
            .append(anchor(report, result))
            .append("\">")
            .append(Html.escape(result.rule().id()))
            .append("</a>")
            .append(result.rule().necessity() == Necessity.REQUIRED ? "" : " (optional)")
            .append(" in ")
            .append(Html.count(result.findings().size()))
            .append(" of ")
            .append(Html.count(result.cases(), "case"))
            .append(": ")
            .append(Html.escape(result.rule().sentence()))
            .append("<br/>")
            .append(Html.escape(text(first)))
            .append("<br/>")
            .append(Html.code(ReproduceLine.of(report, result.rule(), first)))
            .append("</div>\n");
      }
    }
  }

  /** Every finding of every failed rule. */
  static void appendFindings(StringBuilder html, List<ConformanceReport> reports) {
    for (ConformanceReport report : reports) {
      for (RuleResult result : failed(report)) {
        html.append("<h3 id=\"")
            .append(anchor(report, result))
            .append("\">")
            .append(Html.escape(report.backend() + ": " + result.rule().id()))
            .append("</h3>\n<p>")
            .append(Html.escape(result.rule().sentence()))
            .append("</p>\n<ol>");
        result.findings().stream()
            .limit(MOST_FINDINGS)
            .forEach(
                finding ->
                    html.append("<li>")
                        .append(Html.escape(text(finding)))
                        .append("<br/>")
                        .append(Html.code(ReproduceLine.of(report, result.rule(), finding)))
                        .append("</li>\n"));
        html.append("</ol>\n");
        int more = result.findings().size() - MOST_FINDINGS;
        if (more > 0) {
          html.append("<p>And ").append(Html.count(more)).append(" more; --json has them all.</p>");
        }
      }
    }
  }

  /** The reviewed lists, and where each entry was seen. */
  static void appendDeviations(StringBuilder html, List<ConformanceReport> reports) {
    html.append(Page.heading("Known deviations"));
    if (reports.stream().allMatch(report -> report.knownDeviations().isEmpty())) {
      html.append("<p>None is listed for these backends.</p>\n");
      return;
    }
    HtmlTable table =
        new HtmlTable("Known deviations")
            .text("backend")
            .text("deviation")
            .text("what is wrong, and the answer")
            .text("bound")
            .text("seen by");
    for (ConformanceReport report : reports) {
      for (ConformanceReport.DeviationSummary known : report.knownDeviations()) {
        List<String> seen =
            report.results().stream()
                .filter(
                    result ->
                        result.deviations().stream()
                            .map(CoveredFinding::deviation)
                            .anyMatch(known.id()::equals))
                .map(result -> result.rule().id())
                .toList();
        table.rowOfHtml(
            List.of(
                Html.escape(report.backend()),
                Html.escape(known.id()),
                "<div class=\"read\">"
                    + Html.escape(known.explanation() + " " + known.response())
                    + "<details class=\"small\"><summary>smallest case</summary>"
                    + Html.code(shortened(known.reproduction()))
                    + "</details></div>",
                Html.escape(known.bound()),
                Html.escape(seen.isEmpty() ? "within tolerance here" : String.join(", ", seen))));
      }
    }
    html.append(table.html());
  }

  private static String shortened(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + " ...";
  }

  private static String text(Finding finding) {
    return finding.where().isEmpty() ? finding.message() : finding.toString();
  }
}
