package org.ash.cli.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ash.cli.run.ImageSample;
import org.ash.page.Html;
import org.ash.page.HtmlTable;
import org.ash.page.Page;
import org.ash.page.chart.LineChart;
import org.ash.train.Checkpoint;

/** All figures on one self-contained page, each with what it shows. */
public final class FigurePage {
  private FigurePage() {}

  /**
   * The page.
   *
   * @param sample the images that all is shown of
   * @param pictures {@code sampling} and {@code grad-cam}
   * @param charts by name
   */
  public static String html(
      Checkpoint checkpoint,
      ImageSample sample,
      Map<String, Tiles> pictures,
      Map<String, LineChart> charts,
      List<PlaceDistribution> distributions) {
    String title =
        checkpoint.config().model() + " with " + checkpoint.config().activation() + ": figures";
    return new Page(title).add(sections(sample, pictures, charts, distributions)).html();
  }

  /** What stands on the page, to be put on another one. */
  public static String sections(
      ImageSample sample,
      Map<String, Tiles> pictures,
      Map<String, LineChart> charts,
      List<PlaceDistribution> distributions) {
    StringBuilder html = new StringBuilder();
    html.append(Page.heading("Figures"))
        .append(Html.paragraph("They are of " + sample.text() + "."));
    section(
        html,
        "What is kept",
        "The feature map before the first activation (red above 0, blue below), the channel with the"
            + " largest variance; blue: kept by ReLU, and by the threshold mean + z std that would"
            + " let k % of a normal sample through. The share beside k is the one measured over all"
            + " channels of that image.");
    html.append(pictures.get("sampling").html());
    section(
        html,
        "Where a class is seen (Grad-CAM)",
        "Red: what speaks for the class; for the class that the network says, and for the right"
            + " one.");
    html.append(pictures.get("grad-cam").html());
    if (Figures.LEARNED.stream().anyMatch(charts::containsKey)) {
      section(
          html,
          "What each ASH has learned",
          "By depth, the first activation on the left: do places choose different thresholds?");
      charts(html, charts, Figures.LEARNED.toArray(String[]::new));
    }
    section(
        html,
        "Is what activations are given normally distributed?",
        "Proposition 1 takes it to be. Each image's elements, standardized by their own mean and"
            + " deviation, over the bell curve; in the table the means over the images. KS: largest"
            + " difference of the distribution functions. Not normal: share of the images that the"
            + " Jarque-Bera test at 5 % rejects; as elements of a feature map are not independent, it"
            + " rejects too often. Top k %: the share really above the threshold for k"
            + " (Proposition 2).");
    charts(
        html,
        charts,
        charts.keySet().stream()
            .filter(name -> name.startsWith("normality-"))
            .toArray(String[]::new));
    table(html, distributions);
    section(html, "The shapes of ASH", "For input with mean 0 and deviation 1.");
    charts(html, charts, "shape-alpha", "shape-z");
    return html.toString();
  }

  private static void section(StringBuilder html, String title, String text) {
    html.append(Page.heading(title)).append(Html.paragraph(text));
  }

  private static void charts(StringBuilder html, Map<String, LineChart> charts, String... names) {
    html.append("<div class=\"charts\">");
    for (String name : names) {
      if (charts.containsKey(name)) {
        html.append(charts.get(name).svg());
      }
    }
    html.append("</div>\n");
  }

  private static void table(StringBuilder html, List<PlaceDistribution> distributions) {
    HtmlTable table =
        new HtmlTable("How far from normal what activations are given is")
            .text("given to")
            .number("skewness")
            .number("excess kurtosis")
            .number("KS")
            .number("not normal");
    PlaceDistribution.PERCENTAGES.forEach(k -> table.number("top " + k + " %"));
    for (PlaceDistribution place : distributions) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  place.place(),
                  Html.number(place.skewness(), 2),
                  Html.number(place.excessKurtosis(), 2),
                  Html.number(place.distance(), 3),
                  Html.number(100 * place.rejected(), 0) + " %"));
      place.kept().values().forEach(share -> cells.add(Html.percent(share)));
      table.row(cells);
    }
    html.append(table.html());
  }
}
