package org.ash.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.ash.cli.run.ActivationMetrics;
import org.ash.cli.run.EvaluationMetrics;
import org.ash.page.Html;
import org.ash.page.HtmlTable;
import org.ash.page.Page;
import org.ash.page.chart.Curve;
import org.ash.page.chart.Hues;
import org.ash.page.chart.LineChart;

/** What each ASH has learned: a chart by depth for alpha, z and the share let through, a table. */
public final class ActivationSection {
  /** Longer tables are folded. */
  private static final int MOST_OPEN = 20;

  private static final double PIXELS_OF_ALL = 100;

  private ActivationSection() {}

  static String html(EvaluationMetrics evaluation) {
    List<ActivationMetrics> places = evaluation.activations();
    if (places.isEmpty()) {
      return "";
    }
    StringBuilder charts = new StringBuilder("<div class=\"charts\">");
    charts(places).values().forEach(chart -> charts.append(chart.svg()));
    charts.append("</div>\n");
    String table = table(places);
    if (places.size() > MOST_OPEN) {
      table =
          "<details><summary>All " + places.size() + " places</summary>" + table + "</details>\n";
    }
    return Page.heading("What each ASH has learned")
        + Html.paragraph(
            "alpha is the sharpness of the gate (infinite: a step), z its threshold in standard"
                + " deviations; the share is that of the elements with u > 0 on "
                + evaluation.inspected().text()
                + ".")
        + charts
        + table;
  }

  /** Charts by name: {@code alpha}, {@code z}, {@code share}; the first place on the left. */
  public static Map<String, LineChart> charts(List<ActivationMetrics> places) {
    Map<String, LineChart> charts = new LinkedHashMap<>();
    charts.put("alpha", chart("alpha by depth", "alpha", places, ActivationMetrics::alpha));
    charts.put("z", chart("z by depth", "z", places, ActivationMetrics::z));
    charts.put(
        "share",
        chart("Share let through by depth, %", "share", places, p -> 100 * p.activeShare())
            .onLinearAxis());
    charts.values().removeIf(LineChart::isEmpty);
    return charts;
  }

  private static LineChart chart(
      String title,
      String quantity,
      List<ActivationMetrics> places,
      ToDoubleFunction<ActivationMetrics> value) {
    List<Double> depth = IntStream.rangeClosed(1, places.size()).mapToObj(i -> (double) i).toList();
    List<Double> values = new ArrayList<>();
    places.forEach(place -> values.add(value.applyAsDouble(place)));
    return new LineChart(title, "depth", Map.of(quantity, new Curve(depth, values)));
  }

  private static String table(List<ActivationMetrics> places) {
    HtmlTable table =
        new HtmlTable("alpha, z and share of each ASH")
            .text("place")
            .number("alpha")
            .number("z")
            .text("share let through");
    for (ActivationMetrics place : places) {
      String flag = place.alpha() <= 0 ? " <b class=\"flag\">alpha is not above 0</b>" : "";
      table.rowOfHtml(
          List.of(
              Html.escape(place.place()),
              Html.number(place.alpha(), 3) + flag,
              Html.number(place.z(), 3),
              "<span class=\"keep\"><span class=\"bar b"
                  + Hues.of("share").index()
                  + "\" style=\"width:"
                  + Html.number(PIXELS_OF_ALL * place.activeShare(), 0)
                  + "px\"></span>"
                  + Html.percent(place.activeShare())
                  + "</span>"));
    }
    return table.html();
  }
}
