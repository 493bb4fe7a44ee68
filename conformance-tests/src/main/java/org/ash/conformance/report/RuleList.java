package org.ash.conformance.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.deviation.CoveredFinding;
import org.ash.conformance.rule.Necessity;
import org.ash.page.Html;
import org.ash.page.HtmlTable;

/**
 * Rules with their sentences: a table of verdicts where backends differ, fail or skip, a plain list
 * of what all pass. Where the page is narrow the style sheet puts the cells of a row below its
 * rule, with the names of the backends that {@link #names} declares.
 */
final class RuleList {
  /** Cases that were skipped, told in a cell; --json has them all. */
  private static final int MOST_SKIPS = 3;

  private static final int MOST_CHARACTERS = 120;

  private final List<ConformanceReport> reports;

  RuleList(List<ConformanceReport> reports) {
    this.reports = reports;
  }

  /** The rules of one operator, below them the distribution of all their errors. */
  String ofOperator(String operator, List<RuleRow> rows) {
    return table(operator, rows.stream().filter(row -> !isPlain(row)).toList(), false)
        + list(rows.stream().filter(RuleList::isPlain).toList(), false)
        + ErrorCharts.of(operator, rows, reports).html();
  }

  /** What all pass in full, each rule with the distribution of its own errors. */
  String ofPlain(List<RuleRow> rows) {
    return list(rows, true);
  }

  /** Of any verdict, each rule with the distribution of its own errors. */
  String ofOthers(String label, List<RuleRow> rows) {
    return table(label, rows, true);
  }

  /** Whether there is nothing to tell but that it is passed. */
  static boolean isPlain(RuleRow row) {
    return row.isPassedByAll()
        && row.results().stream().flatMap(Optional::stream).allMatch(r -> r.skips().isEmpty());
  }

  private String list(List<RuleRow> rows, boolean withCharts) {
    if (rows.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder("<ul class=\"rules\">");
    for (RuleRow row : rows) {
      html.append("<li").append(operator(row)).append('>').append(words(row));
      long cases =
          row.results().stream().flatMap(Optional::stream).mapToLong(RuleResult::cases).sum();
      html.append(" <small>").append(Html.count(cases, "case"));
      if (!withCharts && row.worstUlps() > 0) {
        html.append(", ").append(ErrorCharts.ulps(row.worstUlps()));
      }
      html.append("</small>").append(withCharts ? charts(row) : "").append("</li>\n");
    }
    return html.append("</ul>\n").toString();
  }

  private String table(String label, List<RuleRow> rows, boolean withCharts) {
    if (rows.isEmpty()) {
      return "";
    }
    StringBuilder table = new StringBuilder("<table class=\"rules\">");
    if (reports.size() > 1) {
      table.append("<thead><tr><th>rule</th>");
      reports.forEach(
          report -> table.append("<th>").append(Html.escape(report.backend())).append("</th>"));
      table.append("</tr></thead>");
    }
    table.append("<tbody>");
    for (RuleRow row : rows) {
      table.append("<tr").append(operator(row)).append("><td>").append(words(row));
      table.append(withCharts ? charts(row) : "").append("</td>");
      for (int i = 0; i < reports.size(); i++) {
        ConformanceReport report = reports.get(i);
        table.append(
            row.results()
                .get(i)
                .map(result -> cell(report, result, !withCharts))
                .orElse("<td><small>not judged</small></td>"));
      }
      table.append("</tr>\n");
    }
    return HtmlTable.box(label, table.append("</tbody></table>").toString());
  }

  /** Only where the rule's id does not tell. */
  private static String operator(RuleRow row) {
    return RuleOperators.named(row.rule()).isPresent()
        ? ""
        : row.operator().map(name -> " data-op=\"" + Html.escape(name) + "\"").orElse("");
  }

  private static String words(RuleRow row) {
    return "<b>"
        + Html.escape(row.rule().id())
        + "</b>"
        + (row.rule().necessity() == Necessity.REQUIRED
            ? " "
            : " (" + row.rule().necessity() + ") ")
        + Html.escape(row.rule().sentence());
  }

  private String charts(RuleRow row) {
    return ErrorCharts.of(row.rule().id(), List.of(row), reports).html();
  }

  private static String cell(ConformanceReport report, RuleResult result, boolean withError) {
    String word = result.verdict().toString();
    if (result.verdict() == Verdict.FAILED) {
      word = "<a href=\"#" + FailureSection.anchor(report, result) + "\">failed</a>";
    }
    return "<td class=\""
        + result.verdict()
        + "\">"
        + word
        + " <small>"
        + facts(report, result, withError)
        + "</small>"
        + skips(result)
        + "</td>";
  }

  private static String facts(ConformanceReport report, RuleResult result, boolean withError) {
    if (isSkipped(result)) {
      return Shortened.list(result.skips(), MOST_SKIPS, MOST_CHARACTERS);
    }
    StringBuilder facts = new StringBuilder();
    if (withError && result.histogram().worst() > 0) {
      facts.append(ErrorCharts.ulps(result.histogram().worst())).append(", ");
    }
    int wrong = result.findings().size() + result.deviations().size();
    if (wrong > 0) {
      facts.append(Html.count(wrong)).append(" of ");
    }
    facts.append(Html.count(result.cases(), "case"));
    if (!result.deviations().isEmpty()) {
      facts
          .append(": ")
          .append(
              result.deviations().stream()
                  .map(CoveredFinding::deviation)
                  .distinct()
                  .map(id -> link(report, id))
                  .collect(Collectors.joining(", ")));
    }
    return facts.toString();
  }

  /** What was skipped of a rule that was judged. */
  private static String skips(RuleResult result) {
    return result.skips().isEmpty() || isSkipped(result)
        ? ""
        : "<details><summary><small>"
            + Html.count(result.skips().size())
            + " skipped</small></summary><small>"
            + Shortened.list(result.skips(), MOST_SKIPS, MOST_CHARACTERS)
            + "</small></details>";
  }

  private static boolean isSkipped(RuleResult result) {
    return result.verdict() == Verdict.SKIPPED || result.verdict() == Verdict.UNTESTED;
  }

  private static String link(ConformanceReport report, String deviation) {
    return "<a href=\"#"
        + DeviationSection.anchor(report, deviation)
        + "\">"
        + Html.escape(deviation)
        + "</a>";
  }

  /** Declares the backends' names for narrow pages, as the value of a {@code style} attribute. */
  static String names(List<ConformanceReport> reports) {
    StringBuilder style = new StringBuilder();
    for (int i = 0; i < reports.size(); i++) {
      style
          .append("--backend-")
          .append(i + 1)
          .append(":'")
          .append(reports.get(i).backend().replaceAll("[^\\p{L}\\p{N} ._-]", "?"))
          .append(" ';");
    }
    return style.toString();
  }
}
