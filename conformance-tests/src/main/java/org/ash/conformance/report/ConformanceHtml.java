package org.ash.conformance.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * first, everything else below.
 */
public final class ConformanceHtml {
  private ConformanceHtml() {}

  /** Writes a file, replacing an older one. */
  public static void write(Path file, List<ConformanceReport> reports) throws IOException {
    Files.writeString(file, page(reports));
  }

  /** The page as text. */
  public static String page(List<ConformanceReport> reports) {
    StringBuilder html = new StringBuilder("<div class=\"cards\">");
    reports.forEach(report -> card(html, report));
    html.append("</div>\n").append(Page.heading("What is wrong"));
    boolean clean = reports.stream().allMatch(report -> report.count(Verdict.FAILED) == 0);
    if (clean) {
      html.append("<p>Nothing: no rule is broken, known deviations aside.</p>\n");
    } else {
      FailureSection.appendSummary(html, reports);
    }
    MatrixSection.append(html, reports);
    HistogramSection.append(html, reports);
    if (!clean) {
      html.append(Page.heading("Findings"));
      FailureSection.appendFindings(html, reports);
    }
    FailureSection.appendDeviations(html, reports);
    environment(html, reports);
    return new Page("ASH conformance: " + headline(reports)).add(html.toString()).html();
  }

  /** The whole in a few words. */
  private static String headline(List<ConformanceReport> reports) {
    List<String> broken =
        reports.stream()
            .filter(report -> !report.conforms())
            .map(ConformanceReport::backend)
            .toList();
    if (broken.isEmpty()) {
      return reports.size() == 1
          ? reports.get(0).backend() + " conforms"
          : "all " + reports.size() + " backends conform";
    }
    return String.join(", ", broken) + (broken.size() == 1 ? " does" : " do") + " not conform";
  }

  private static void card(StringBuilder html, ConformanceReport report) {
    boolean conforms = report.conforms();
    html.append(conforms ? "<div class=\"card\"><b>" : "<div class=\"card bad\"><b>")
        .append(Html.escape(report.backend()))
        .append("</b> ")
        .append(Html.escape(report.engineVersion()))
        .append("<br/><span class=\"verdict\">")
        .append(conforms ? "conforms" : "DOES NOT CONFORM")
        .append("</span><br/><span class=\"small\">");
    List<String> counts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      counts.add(Html.count(report.count(verdict)) + " " + verdict);
    }
    html.append(String.join(", ", counts)).append("</span></div>\n");
  }

  private static void environment(StringBuilder html, List<ConformanceReport> reports) {
    html.append(Page.heading("Environment"));
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
