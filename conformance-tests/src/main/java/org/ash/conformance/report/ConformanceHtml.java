package org.ash.conformance.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.page.Html;
import org.ash.page.HtmlTable;
import org.ash.page.Page;

/**
 * Reports as one page that needs no other file and no network: the verdicts and what is wrong
 * first, everything else below, folded.
 */
public final class ConformanceHtml {
  private static final String WRONG = "What is wrong";
  private static final String RULES = "Rules and backends";
  private static final String DEVIATIONS = "Known deviations";
  private static final String ENVIRONMENT = "Environment";

  private ConformanceHtml() {}

  /** Writes a file, replacing an older one. */
  public static void write(Path file, List<ConformanceReport> reports) throws IOException {
    Files.writeString(file, page(reports));
  }

  /** The page as text. */
  public static String page(List<ConformanceReport> reports) {
    List<RuleRow> rows = RuleRow.of(reports);
    StringBuilder html = new StringBuilder();
    VerdictSection.append(html, reports);
    contents(html, reports, rows);
    html.append(Page.heading(WRONG));
    FailureSection.append(html, reports);
    html.append(Page.heading(RULES));
    RuleFilter.appendForm(html, rows);
    new MatrixSection(reports).append(html, rows);
    html.append(Page.heading(DEVIATIONS));
    DeviationSection.append(html, reports);
    environment(html, reports);
    RuleFilter.appendScript(html);
    return new Page("ASH conformance: " + VerdictSection.headline(reports))
        .add(html.toString())
        .html();
  }

  private static void contents(
      StringBuilder html, List<ConformanceReport> reports, List<RuleRow> rows) {
    long failed = reports.stream().mapToLong(report -> report.count(Verdict.FAILED)).sum();
    int known = reports.stream().mapToInt(report -> report.knownDeviations().size()).sum();
    html.append("<nav aria-label=\"Contents\"><ul class=\"contents\">");
    contentsOf(html, Page.anchor(WRONG), WRONG, counted(failed));
    contentsOf(html, Page.anchor(RULES), RULES, ": ");
    String separator = "";
    for (var level : MatrixSection.byLevel(rows).entrySet()) {
      html.append(separator)
          .append("<a href=\"#")
          .append(MatrixSection.anchor(level.getKey()))
          .append("\">")
          .append(level.getKey())
          .append("</a> (")
          .append(Html.count(level.getValue().size()))
          .append(")");
      separator = ", ";
    }
    html.append("</li>\n");
    contentsOf(html, Page.anchor(DEVIATIONS), DEVIATIONS, counted(known));
    contentsOf(html, Page.anchor(ENVIRONMENT), ENVIRONMENT, "</li></ul></nav>\n");
  }

  private static String counted(long count) {
    return (count == 0 ? "" : " (" + Html.count(count) + ")") + "</li>\n";
  }

  private static void contentsOf(StringBuilder html, String anchor, String text, String end) {
    html.append("<li><a href=\"#").append(anchor).append("\">").append(text).append("</a>");
    html.append(end);
  }

  private static void environment(StringBuilder html, List<ConformanceReport> reports) {
    html.append(Page.heading(ENVIRONMENT));
    for (ConformanceReport report : reports) {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("engine", report.engineVersion());
      facts.put("device", report.device());
      facts.put("seed", Long.toString(report.seed()));
      facts.put("random cases of each operator", Integer.toString(report.draws()));
      facts.put("started", report.started().toString());
      double millis = report.results().stream().mapToDouble(RuleResult::millis).sum();
      facts.put("seconds", Html.count(Math.round(millis / 1000)));
      facts.putAll(report.environment());
      html.append("<h3>")
          .append(Html.escape(report.backend()))
          .append("</h3>\n")
          .append(HtmlTable.ofFacts("Environment of " + report.backend(), facts));
    }
  }
}
