package org.ash.conformance.report;

import java.util.ArrayList;
import java.util.List;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.Verdict;
import org.ash.page.Html;

/** The verdict on each backend, and how much it speaks of. */
final class VerdictSection {
  private VerdictSection() {}

  /** The whole in a few words. */
  static String headline(List<ConformanceReport> reports) {
    List<String> broken =
        reports.stream()
            .filter(report -> !report.conforms())
            .map(ConformanceReport::backend)
            .toList();
    if (!broken.isEmpty()) {
      return String.join(", ", broken) + (broken.size() == 1 ? " does" : " do") + " not conform";
    }
    List<String> thin = new ArrayList<>();
    for (ConformanceReport report : reports) {
      Coverage coverage = Coverage.of(report);
      if (coverage.isThin()) {
        thin.add(report.backend() + " was judged by only " + coverage.share());
      }
    }
    String conform =
        reports.size() == 1
            ? reports.get(0).backend() + " conforms"
            : "all " + reports.size() + " backends conform";
    return thin.isEmpty() ? conform : conform + "; " + String.join("; ", thin);
  }

  static void append(StringBuilder html, List<ConformanceReport> reports) {
    html.append("<div class=\"cards\">");
    reports.forEach(report -> card(html, report, Coverage.of(report)));
    html.append("</div>\n");
  }

  private static void card(StringBuilder html, ConformanceReport report, Coverage coverage) {
    boolean conforms = report.conforms();
    String kind = !conforms ? "card bad" : coverage.isThin() ? "card thin" : "card";
    html.append("<div class=\"")
        .append(kind)
        .append("\"><b>")
        .append(Html.escape(report.backend()))
        .append("</b> ")
        .append(Html.escape(report.engineVersion()))
        .append("<br/><span class=\"verdict\">")
        .append(words(conforms, coverage))
        .append("</span><br/><span class=\"small\">");
    List<String> counts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      counts.add(Html.count(report.count(verdict)) + " " + verdict);
    }
    html.append(String.join(", ", counts))
        .append("</span><p class=\"small\">")
        .append(Html.escape(coverage.sentences()))
        .append("</p>");
    if (!coverage.silentOperators().isEmpty()) {
      html.append("<details class=\"small\"><summary>")
          .append(Html.count(coverage.silentOperators().size(), "operator"))
          .append(" of which nothing was judged</summary>")
          .append(Html.escape(String.join(", ", coverage.silentOperators())))
          .append("</details>");
    }
    html.append("</div>\n");
  }

  private static String words(boolean conforms, Coverage coverage) {
    if (!conforms) {
      return "DOES NOT CONFORM";
    }
    if (coverage.judged() == 0) {
      return "nothing was judged";
    }
    return coverage.isThin() ? "conforms in " + coverage.share() + " only" : "conforms";
  }
}
