package org.ash.conformance.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.agreement.ErrorHistogram;
import org.ash.page.Html;
import org.ash.page.chart.BarChart;

/**
 * The distribution of the errors of some rules on each backend, as small SVGs that stand beside
 * each other.
 *
 * @param name what the errors are of
 * @param reports the backends
 * @param errors theirs, in the same order
 */
record ErrorCharts(String name, List<ConformanceReport> reports, List<ErrorHistogram> errors) {
  /** What the bars are, for the head of the page's rules. */
  static final String LEGEND =
      "The small charts count elements by their error in units in the last place (ulp) of the true"
          + " value, heights logarithmic. The bars, from left to right: up to 0.5 (correctly"
          + " rounded), 1, 2, 4, 8, 16, 64, 1,024, 65,536 ulp, and beyond; below them the largest"
          + " error.";

  /** Of the text on where the worst one was: a page of all operators shall stay small. */
  private static final int MOST_CHARACTERS = 140;

  /** Units in the last place of a result that is the nearest one there is. */
  private static final double ROUNDED = 0.5;

  /** Beyond these nobody counts digits. */
  private static final double MANY_ULPS = 1e6;

  /** Rules that compare a backend with itself: their errors are no distances from the truth. */
  private static final String OWN_DECOMPOSITION = "-decomposed";

  private static final List<String> RANGES = ranges();

  /** Of several rules together. */
  static ErrorCharts of(String name, Collection<RuleRow> rows, List<ConformanceReport> reports) {
    List<ErrorHistogram> errors = new ArrayList<>();
    for (int i = 0; i < reports.size(); i++) {
      int backend = i;
      errors.add(
          rows.stream()
              .filter(row -> !row.rule().id().endsWith(OWN_DECOMPOSITION))
              .map(row -> row.results().get(backend))
              .flatMap(Optional::stream)
              .map(RuleResult::histogram)
              .filter(histogram -> histogram.total() > 0)
              .reduce(ErrorHistogram.empty(), ErrorHistogram::plus));
    }
    return new ErrorCharts(name, reports, errors);
  }

  /** Elements compared, on all backends. */
  long total() {
    return errors.stream().mapToLong(ErrorHistogram::total).sum();
  }

  /** Whether no result could be nearer to the truth, on any backend. */
  boolean areCorrectlyRounded() {
    return errors.stream().allMatch(histogram -> histogram.worst() <= ROUNDED);
  }

  /**
   * All charts beside each other, and where the largest error was, as HTML; one sentence where all
   * is correctly rounded, nothing where nothing was compared.
   */
  String html() {
    long total = errors.stream().mapToLong(ErrorHistogram::total).sum();
    if (total == 0) {
      return "";
    }
    if (errors.stream().allMatch(histogram -> histogram.worst() <= ROUNDED)) {
      return " <small>Correctly rounded in all of "
          + Html.count(total, "compared element")
          + ".</small>";
    }
    StringBuilder html = new StringBuilder("<div class=\"minis\">");
    for (int i = 0; i < reports.size(); i++) {
      html.append(chart(reports.get(i).backend(), errors.get(i)));
    }
    return html.append("</div>").append(worstAt()).toString();
  }

  /** Says so where there is nothing to draw. */
  private String chart(String engine, ErrorHistogram histogram) {
    if (histogram.total() == 0) {
      return "<small>" + Html.escape(engine) + ": nothing compared</small>";
    }
    String whose = reports.size() > 1 ? engine : "worst";
    String worst = whose + " " + ulps(histogram.worst());
    return new BarChart(name + " on " + engine, engine, worst, RANGES, histogram.counts()).svg();
  }

  private String worstAt() {
    String where =
        errors.stream()
            .max(Comparator.comparingDouble(ErrorHistogram::worst))
            .map(ErrorHistogram::worstAt)
            .orElse("");
    return where.isEmpty()
        ? ""
        : "<small>Worst at " + Html.escape(Shortened.text(where, MOST_CHARACTERS)) + "</small>";
  }

  private static List<String> ranges() {
    List<String> names =
        new ArrayList<>(
            ErrorHistogram.BOUNDS.stream()
                .map(bound -> "\u2264" + Html.number(bound, bound < 1 ? 1 : 0))
                .toList());
    names.add("more");
    return names;
  }

  /** Units in the last place, as short as they can be read. */
  static String ulps(double worst) {
    if (Double.isInfinite(worst)) {
      return Html.number(worst, 0) + " ulp";
    }
    String form = worst < 100 ? "%.2f ulp" : worst < MANY_ULPS ? "%,.0f ulp" : "%.1e ulp";
    return String.format(Locale.ROOT, form, worst);
  }
}
