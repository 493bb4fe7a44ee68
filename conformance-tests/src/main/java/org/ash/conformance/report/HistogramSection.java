package org.ash.conformance.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.agreement.ErrorHistogram;

/** The errors of each operator on each backend, drawn as SVG beside each other. */
final class HistogramSection {
  private static final int BAR = 13;
  private static final int HEIGHT = 44;
  private static final String OPERATOR = "(OP|COMP)-.*-(values|special|random)";

  private HistogramSection() {}

  static void append(StringBuilder html, List<ConformanceReport> reports) {
    Map<String, Map<String, ErrorHistogram>> errors = errors(reports);
    if (errors.isEmpty()) {
      return;
    }
    html.append("<h2>Errors of each operator</h2>\n<p>Elements by their error in units in the last")
        .append(
            " place of the true value, heights logarithmic. The bars, from left to right: up to ")
        .append("0.5 (correctly rounded), 1, 2, 4, 8, 16, 64, 1,024, 65,536 ulp, and beyond.</p>\n")
        .append("<table><tr><th></th>");
    reports.forEach(
        report -> html.append("<th>").append(Html.escape(report.backend())).append("</th>"));
    html.append("</tr>\n");
    errors.forEach(
        (name, byBackend) -> {
          html.append("<tr><td>").append(Html.escape(name)).append("</td>");
          for (ConformanceReport report : reports) {
            ErrorHistogram histogram =
                byBackend.getOrDefault(report.backend(), ErrorHistogram.empty());
            html.append("<td>").append(cell(histogram)).append("</td>");
          }
          html.append("</tr>\n");
        });
    html.append("</table>\n");
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

  private static String cell(ErrorHistogram histogram) {
    if (histogram.total() == 0) {
      return "<span class=\"small\">nothing compared</span>";
    }
    String worst =
        histogram.worstAt().isEmpty()
            ? ""
            : "<details class=\"small\"><summary>worst "
                + Html.ulps(histogram.worst())
                + "</summary>"
                + Html.escape(histogram.worstAt())
                + "</details>";
    return svg(histogram) + worst;
  }

  private static String svg(ErrorHistogram histogram) {
    int bins = histogram.counts().size();
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT, "<svg width=\"%d\" height=\"%d\" role=\"img\">", bins * BAR, HEIGHT + 1));
    svg.append("<title>").append(Html.escape(words(histogram))).append("</title>");
    double top = Math.log1p((double) histogram.total());
    for (int bin = 0; bin < bins; bin++) {
      if (histogram.counts().get(bin) == 0) {
        continue; // A thousand invisible bars would be half of the page.
      }
      double height = HEIGHT * Math.log1p((double) histogram.counts().get(bin)) / top;
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\"/>",
              bin * BAR,
              HEIGHT - height,
              BAR - 2,
              height,
              bin < bins / 2 ? "#3b6fb6" : "#d9822b"));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"0\" y=\"%d\" width=\"%d\" height=\"1\" fill=\"#999\"/></svg>",
            HEIGHT,
            bins * BAR));
    return svg.toString();
  }

  private static String words(ErrorHistogram histogram) {
    StringBuilder text = new StringBuilder();
    for (int bin = 0; bin < histogram.counts().size(); bin++) {
      if (histogram.counts().get(bin) > 0) {
        String end =
            bin < ErrorHistogram.BOUNDS.size()
                ? "up to " + ErrorHistogram.BOUNDS.get(bin)
                : "beyond";
        text.append(end).append(": ").append(Html.count(histogram.counts().get(bin))).append("; ");
      }
    }
    return text.append("worst ").append(Html.ulps(histogram.worst())).toString();
  }
}
