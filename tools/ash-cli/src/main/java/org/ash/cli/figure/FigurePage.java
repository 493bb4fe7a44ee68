package org.ash.cli.figure;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ash.cli.report.LineChart;
import org.ash.cli.run.ImageSample;
import org.ash.train.Checkpoint;

/** All figures on one self-contained page, each with what it shows. */
public final class FigurePage {
  private static final String STYLE =
      "body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;"
          + "color:#222}table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
          + "td,th{padding:.2rem .8rem;text-align:right;border-bottom:1px solid #ddd}"
          + "td:first-child,th:first-child{text-align:left}img{max-width:100%}"
          + ".charts{display:flex;flex-wrap:wrap;gap:1rem}";

  private FigurePage() {}

  /**
   * The page.
   *
   * @param sample the images that all is shown of
   * @param pictures PNG files {@code sampling} and {@code grad-cam}
   * @param charts by name
   */
  public static String html(
      Checkpoint checkpoint,
      ImageSample sample,
      Map<String, byte[]> pictures,
      Map<String, LineChart> charts,
      List<PlaceDistribution> distributions) {
    String title =
        checkpoint.config().model() + " with " + checkpoint.config().activation() + ": figures";
    StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head>");
    html.append("<meta charset=\"utf-8\"><title>").append(title).append("</title><style>");
    html.append(STYLE).append("</style></head><body><h1>").append(title).append("</h1>\n");
    html.append(sections(sample, pictures, charts, distributions));
    return html.append("</body></html>\n").toString();
  }

  /** What stands on the page, to be put on another one. */
  public static String sections(
      ImageSample sample,
      Map<String, byte[]> pictures,
      Map<String, LineChart> charts,
      List<PlaceDistribution> distributions) {
    StringBuilder html = new StringBuilder();
    html.append("<p>The figures are of ").append(sample.text()).append(".</p>\n");
    section(
        html,
        "What is kept",
        "The feature map before the first activation (red above 0, blue below), the channel with the"
            + " largest variance; blue: kept by ReLU, and by the threshold mean + z std that would"
            + " let k % of a normal sample through. The share beside k is the one measured over all"
            + " channels of that image.");
    image(html, pictures.get("sampling"));
    section(
        html,
        "Where a class is seen (Grad-CAM)",
        "Red: what speaks for the class; for the class that the network says, and for the right"
            + " one.");
    image(html, pictures.get("grad-cam"));
    if (charts.containsKey("learned")) {
      section(
          html,
          "What each ASH has learned",
          "By depth, the first activation on the left: do places choose different thresholds?");
      charts(html, charts, "learned", "share");
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
    html.append("<h2>").append(title).append("</h2>\n<p>").append(text).append("</p>\n");
  }

  private static void image(StringBuilder html, byte[] png) {
    html.append("<img alt=\"\" src=\"data:image/png;base64,")
        .append(Base64.getEncoder().encodeToString(png))
        .append("\">\n");
  }

  private static void charts(StringBuilder html, Map<String, LineChart> charts, String... names) {
    html.append("<div class=\"charts\">");
    for (String name : names) {
      html.append(charts.get(name).svg()).append('\n');
    }
    html.append("</div>\n");
  }

  private static void table(StringBuilder html, List<PlaceDistribution> distributions) {
    html.append("<table><tr><th>given to</th><th>skewness</th><th>excess kurtosis</th><th>KS</th>");
    html.append("<th>not normal</th>");
    PlaceDistribution.PERCENTAGES.forEach(k -> html.append("<th>top ").append(k).append(" %</th>"));
    html.append("</tr>\n");
    for (PlaceDistribution place : distributions) {
      html.append("<tr><td>").append(place.place());
      cell(html, "%.2f", place.skewness());
      cell(html, "%.2f", place.excessKurtosis());
      cell(html, "%.3f", place.distance());
      cell(html, "%.0f %%", 100 * place.rejected());
      place.kept().values().forEach(share -> cell(html, "%.1f %%", 100 * share));
      html.append("</td></tr>\n");
    }
    html.append("</table>\n");
  }

  private static void cell(StringBuilder html, String format, double value) {
    html.append("</td><td>").append(String.format(Locale.ROOT, format, value));
  }
}
