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
    StringBuilder html = new StringBuilder();
    String title = "ASH conformance: " + headline(reports);
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>")
        .append(Html.escape(title))
        .append("</title>\n<style>")
        .append(Html.STYLE)
        .append("</style></head><body>\n<h1>")
        .append(Html.escape(title))
        .append("</h1>\n<div class=\"cards\">");
    reports.forEach(report -> card(html, report));
    html.append("</div>\n<h2>What is wrong</h2>\n");
    boolean clean = reports.stream().allMatch(report -> report.count(Verdict.FAILED) == 0);
    if (clean) {
      html.append("<p>Nothing: no rule is broken, known deviations aside.</p>\n");
    } else {
      FailureSection.appendSummary(html, reports);
    }
    MatrixSection.append(html, reports);
    HistogramSection.append(html, reports);
    if (!clean) {
      html.append("<h2>Findings</h2>\n");
      FailureSection.appendFindings(html, reports);
    }
    FailureSection.appendDeviations(html, reports);
    environment(html, reports);
    return html.append("</body></html>\n").toString();
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
        .append("<br><span class=\"verdict\">")
        .append(conforms ? "conforms" : "DOES NOT CONFORM")
        .append("</span><br><span class=\"small\">");
    for (Verdict verdict : Verdict.values()) {
      html.append(Html.count(report.count(verdict))).append(' ').append(verdict).append(" &nbsp; ");
    }
    html.append("</span></div>\n");
  }

  private static void environment(StringBuilder html, List<ConformanceReport> reports) {
    html.append("<h2>Environment</h2>\n<table>");
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
      html.append("<tr><th colspan=\"2\">")
          .append(Html.escape(report.backend()))
          .append("</th></tr>\n");
      facts.forEach(
          (name, value) ->
              html.append("<tr><td>")
                  .append(Html.escape(name))
                  .append("</td><td>")
                  .append(Html.escape(value))
                  .append("</td></tr>\n"));
    }
    html.append("</table>\n");
  }
}
