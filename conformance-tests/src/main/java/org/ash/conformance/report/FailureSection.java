package org.ash.conformance.report;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.rule.Finding;
import org.ash.conformance.rule.Level;
import org.ash.conformance.rule.Necessity;
import org.ash.page.Html;

/** What is wrong: each broken rule with its first finding, the others to be opened. */
final class FailureSection {
  /** More findings of one rule than this tell nothing new. */
  private static final int MOST_FINDINGS = 20;

  /** More broken rules of one backend than this are read level by level. */
  private static final int MOST_OPEN = 12;

  private FailureSection() {}

  /** What a link to a broken rule has behind its {@code #}. */
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

  static void append(StringBuilder html, List<ConformanceReport> reports) {
    if (reports.stream().allMatch(report -> report.count(Verdict.FAILED) == 0)) {
      html.append("<p>Nothing: no rule is broken, known deviations aside.</p>\n");
      return;
    }
    for (ConformanceReport report : reports) {
      List<RuleResult> failed = failed(report);
      int open = Math.min(MOST_OPEN, failed.size());
      failed.subList(0, open).forEach(result -> append(html, report, result, true));
      Map<Level, StringBuilder> others = new EnumMap<>(Level.class);
      Map<Level, Long> counts = new EnumMap<>(Level.class);
      for (RuleResult result : failed.subList(open, failed.size())) {
        Level level = result.rule().level();
        append(others.computeIfAbsent(level, key -> new StringBuilder()), report, result, false);
        counts.merge(level, 1L, Long::sum);
      }
      others.forEach(
          (level, blocks) ->
              html.append("<details class=\"fold\"><summary><b>")
                  .append(Html.escape(report.backend()))
                  .append("</b> breaks ")
                  .append(Html.count(counts.get(level)))
                  .append(" more of level ")
                  .append(level)
                  .append("</summary>\n")
                  .append(blocks)
                  .append("</details>\n"));
    }
  }

  private static void append(
      StringBuilder html, ConformanceReport report, RuleResult result, boolean open) {
    boolean required = result.rule().necessity() == Necessity.REQUIRED;
    html.append("<details class=\"wrong")
        .append(required ? "\"" : " optional\"")
        .append(open ? " open=\"open\"" : "")
        .append("><summary><b>")
        .append(Html.escape(report.backend()))
        .append("</b> breaks <b>")
        .append(Html.escape(result.rule().id()))
        .append("</b>")
        .append(required ? "" : " (optional)")
        .append(" in ")
        .append(Html.count(result.findings().size()))
        .append(" of ")
        .append(Html.count(result.cases(), "case"))
        .append("</summary>\n<div id=\"")
        .append(anchor(report, result))
        .append("\">")
        .append(Html.escape(result.rule().sentence()))
        .append("<br/>");
    finding(html, report, result, result.findings().get(0));
    others(html, report, result);
    html.append("</div></details>\n");
  }

  private static void others(StringBuilder html, ConformanceReport report, RuleResult result) {
    int count = result.findings().size();
    if (count == 1) {
      return;
    }
    html.append("<details><summary>")
        .append(Html.count(count - 1, "more case"))
        .append("</summary><ol start=\"2\">");
    for (Finding finding : result.findings().subList(1, Math.min(count, MOST_FINDINGS))) {
      html.append("<li>");
      finding(html, report, result, finding);
      html.append("</li>\n");
    }
    html.append("</ol>");
    if (count > MOST_FINDINGS) {
      html.append("<p>And ")
          .append(Html.count(count - MOST_FINDINGS))
          .append(" more; --json has them all.</p>");
    }
    html.append("</details>");
  }

  private static void finding(
      StringBuilder html, ConformanceReport report, RuleResult result, Finding finding) {
    html.append(Html.escape(text(finding)))
        .append("<br/>")
        .append(Html.code(ReproduceLine.of(report, result.rule(), finding)));
  }

  private static String text(Finding finding) {
    return finding.where().isEmpty() ? finding.message() : finding.toString();
  }
}
