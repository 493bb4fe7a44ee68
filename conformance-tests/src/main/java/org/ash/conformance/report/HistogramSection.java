package org.ash.conformance.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.agreement.ErrorHistogram;
import org.ash.page.Html;
import org.ash.page.HtmlTable;
import org.ash.page.Page;
import org.ash.page.chart.BarChart;

/** The errors of each operator on each backend, drawn as SVG beside each other. */
final class HistogramSection {
  /** Of the text on where the worst one was: a page of all operators shall stay small. */
  private static final int MOST_CHARACTERS = 100;

  /** Units in the last place of a result that is the nearest one there is. */
  private static final double ROUNDED = 0.5;

  private static final List<String> RANGES = ranges();
  private static final String OPERATOR = "(OP|COMP)-.*-(values|special|random)";

  private HistogramSection() {}

  static void append(StringBuilder html, List<ConformanceReport> reports) {
    Map<String, Map<String, ErrorHistogram>> errors = errors(reports);
    if (errors.isEmpty()) {
      return;
    }
    html.append(Page.heading("Errors of each operator"))
        .append("<p>Elements by their error in units in the last place of the true value, heights")
        .append(
            " logarithmic. The bars, from left to right: up to 0.5 (correctly rounded), 1, 2, 4,")
        .append(" 8, 16, 64, 1,024, 65,536 ulp, and beyond.</p>\n");
    HtmlTable table = new HtmlTable("Errors of each operator on each backend").text("");
    reports.forEach(report -> table.text(report.backend()));
    List<String> rounded = new ArrayList<>();
    errors.forEach(
        (name, byBackend) -> {
          if (byBackend.values().stream().allMatch(found -> found.worst() <= ROUNDED)) {
            rounded.add(name);
          } else {
            table.rowOfHtml(row(name, byBackend, reports));
          }
        });
    if (rounded.size() < errors.size()) {
      html.append(table.html());
    }
    if (!rounded.isEmpty()) {
      html.append(
          Html.paragraph(
              "Correctly rounded in every element, on every backend: "
                  + String.join(", ", rounded)
                  + "."));
    }
  }

  private static List<String> row(
      String name, Map<String, ErrorHistogram> byBackend, List<ConformanceReport> reports) {
    ErrorHistogram worst =
        byBackend.values().stream()
            .max(Comparator.comparingDouble(ErrorHistogram::worst))
            .orElseThrow();
    String where =
        worst.worstAt().isEmpty()
            ? ""
            : "<details class=\"small read\"><summary>worst at</summary>"
                + Html.escape(shortened(worst.worstAt()))
                + "</details>";
    List<String> cells = new ArrayList<>(List.of(Html.escape(name) + where));
    for (ConformanceReport report : reports) {
      ErrorHistogram histogram = byBackend.getOrDefault(report.backend(), ErrorHistogram.empty());
      cells.add(
          histogram.total() == 0
              ? "<span class=\"small\">nothing compared</span>"
              : new BarChart(
                      name + " on " + report.backend(),
                      report.backend(),
                      "worst " + ulps(histogram.worst()),
                      RANGES,
                      histogram.counts())
                  .svg());
    }
    return cells;
  }

  /** By operator, the rules about one operator together; by rule where it is about no operator. */
  private static Map<String, Map<String, ErrorHistogram>> errors(List<ConformanceReport> reports) {
    Map<String, Map<String, ErrorHistogram>> errors = new LinkedHashMap<>();
    for (ConformanceReport report : reports) {
      for (RuleResult result : report.results()) {
        if (result.histogram().total() > 0) {
          errors
              .computeIfAbsent(subject(result.rule().id()), id -> new LinkedHashMap<>())
              .merge(report.backend(), result.histogram(), ErrorHistogram::plus);
        }
      }
    }
    return errors;
  }

  private static String subject(String ruleId) {
    return ruleId.matches(OPERATOR)
        ? ruleId.substring(ruleId.indexOf('-') + 1, ruleId.lastIndexOf('-'))
        : ruleId;
  }

  private static String shortened(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + " ...";
  }

  private static List<String> ranges() {
    List<String> names =
        new ArrayList<>(
            ErrorHistogram.BOUNDS.stream()
                .map(bound -> "\u2264" + HistogramSection.bound(bound))
                .toList());
    names.add("more");
    return names;
  }

  private static String bound(double ulps) {
    return Html.number(ulps, ulps < 1 ? 1 : 0);
  }

  /** Units in the last place, as short as they can be read. */
  static String ulps(double worst) {
    return String.format(Locale.ROOT, worst < 100 ? "%.2f ulp" : "%.3g ulp", worst);
  }
}
