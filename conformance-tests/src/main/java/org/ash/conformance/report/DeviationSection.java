package org.ash.conformance.report;

import java.util.List;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.deviation.CoveredFinding;
import org.ash.page.Html;

/** The reviewed lists of what engines are known to get wrong, and where each entry was seen. */
final class DeviationSection {
  /** The smallest case of some deviations is a thousand equal numbers. */
  private static final int MOST_CHARACTERS = 400;

  private DeviationSection() {}

  /** What a link to a deviation has behind its {@code #}. */
  static String anchor(ConformanceReport report, String deviation) {
    return Html.escape(report.backend() + "-deviation-" + deviation);
  }

  static void append(StringBuilder html, List<ConformanceReport> reports) {
    if (reports.stream().allMatch(report -> report.knownDeviations().isEmpty())) {
      html.append("<p>None is listed for these backends.</p>\n");
      return;
    }
    for (ConformanceReport report : reports) {
      report.knownDeviations().forEach(known -> append(html, report, known));
    }
  }

  private static void append(
      StringBuilder html, ConformanceReport report, ConformanceReport.DeviationSummary known) {
    List<String> seen =
        report.results().stream()
            .filter(
                result ->
                    result.deviations().stream()
                        .map(CoveredFinding::deviation)
                        .anyMatch(known.id()::equals))
            .map(result -> result.rule().id())
            .toList();
    html.append("<details class=\"fold\"><summary><b>")
        .append(Html.escape(report.backend()))
        .append("</b> ")
        .append(Html.escape(known.id()))
        .append(" <small>")
        .append(seen.isEmpty() ? "within tolerance here" : "seen by " + rules(seen.size()))
        .append("</small></summary>\n<div id=\"")
        .append(anchor(report, known.id()))
        .append("\"><p>")
        .append(Html.escape(known.explanation() + " " + known.response()))
        .append("</p><p>Bound: ")
        .append(Html.escape(known.bound()))
        .append("</p>");
    if (!seen.isEmpty()) {
      html.append("<p>Seen by: ").append(Html.escape(String.join(", ", seen))).append("</p>");
    }
    html.append("<p>Smallest case: ")
        .append(Html.code(Shortened.text(known.reproduction(), MOST_CHARACTERS)))
        .append("</p></div></details>\n");
  }

  private static String rules(int count) {
    return Html.count(count, "rule");
  }
}
