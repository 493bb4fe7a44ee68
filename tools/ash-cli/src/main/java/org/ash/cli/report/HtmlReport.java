package org.ash.cli.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.ash.cli.run.ActivationMetrics;
import org.ash.cli.run.EpochMetrics;
import org.ash.cli.run.EvaluationMetrics;
import org.ash.cli.run.StepMetrics;
import org.ash.cli.run.WholeFile;

/** Writes a {@link RunReport} as a self-contained page. */
public final class HtmlReport {
  /** Its name in a run folder. */
  public static final String NAME = "report.html";

  /** More points than this are thinned out by averaging: a screen shows no more. */
  private static final int MOST_POINTS = 400;

  private HtmlReport() {}

  /**
   * Writes the page into a run folder, replacing an older one. Figures that were inserted into that
   * stay if they are of the weights of now; else the page says how to draw them again.
   */
  public static void write(Path folder, RunReport report) throws IOException {
    ReportFigures figures = ReportFigures.in(read(folder)).orElseGet(ReportFigures::none);
    String command = "tools/ash figures --run " + folder;
    replace(folder, page(report, figures.at(report.step(), command)));
  }

  private static String read(Path folder) throws IOException {
    Path page = folder.resolve(NAME);
    return Files.isRegularFile(page)
        ? new String(Files.readAllBytes(page), StandardCharsets.UTF_8)
        : "";
  }

  private static void replace(Path folder, String page) throws IOException {
    WholeFile.write(folder.resolve(NAME), page.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Puts figures into the page of a run, in place of older ones.
   *
   * @param step steps done by the weights that they are of
   * @param sections HTML that needs no other file
   * @return whether there is a page to put them into
   */
  public static boolean insert(Path folder, long step, String sections) throws IOException {
    String page = read(folder);
    if (ReportFigures.in(page).isEmpty()) {
      return false;
    }
    replace(folder, new ReportFigures(step, sections).replacedIn(page));
    return true;
  }

  /** The page as text, without figures. */
  public static String page(RunReport report) {
    return page(report, ReportFigures.none());
  }

  private static String page(RunReport report, ReportFigures figures) {
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>")
        .append(escape(report.title()))
        .append("</title>\n<style>")
        .append(STYLE)
        .append("</style></head><body>\n<h1>")
        .append(escape(report.title()))
        .append("</h1>\n");
    headline(html, report);
    html.append("<h2>Curves</h2>\n<div class=\"charts\">")
        .append(curves(report))
        .append("</div>\n");
    epochs(html, report.epochs());
    report
        .evaluation()
        .ifPresent(
            evaluation -> {
              activations(html, evaluation);
              ConfusionTable.append(html, evaluation.classNames(), evaluation.confusion());
            });
    html.append(figures.html());
    table(html, "Configuration", report.configuration());
    table(html, "Environment", report.environment());
    return html.append("</body></html>\n").toString();
  }

  private static void headline(StringBuilder html, RunReport report) {
    html.append("<p class=\"headline\">");
    if (!report.epochs().isEmpty()) {
      EpochMetrics last = report.epochs().get(report.epochs().size() - 1);
      html.append("<b>")
          .append(percent(last.top1()))
          .append("</b> of the test images right after ")
          .append(last.epoch())
          .append(last.epoch() == 1 ? " epoch" : " epochs")
          .append(" (top 5: ")
          .append(percent(last.top5()))
          .append(", loss ")
          .append(number(last.testLoss(), 4))
          .append("). ");
    }
    html.append(escape(report.status())).append("</p>\n");
  }

  private static String curves(RunReport report) {
    Map<String, Charts.Curve> loss = new LinkedHashMap<>();
    loss.put("training", steps(report, StepMetrics::loss));
    loss.put("test", perEpoch(report, EpochMetrics::testLoss));
    Map<String, Charts.Curve> accuracy = new LinkedHashMap<>();
    accuracy.put("training", steps(report, metrics -> 100 * metrics.accuracy()));
    accuracy.put("test", perEpoch(report, metrics -> 100 * metrics.top1()));
    Map<String, Charts.Curve> rate =
        Map.of("learning rate", steps(report, StepMetrics::learningRate));
    Map<String, Charts.Curve> speed =
        Map.of("images/s", steps(report, StepMetrics::imagesPerSecond));
    return Charts.lines("Loss", "step", loss)
        + Charts.lines("Accuracy, %", "step", accuracy)
        + Charts.lines("Learning rate", "step", rate)
        + Charts.lines("Speed, images/s", "step", speed);
  }

  private static Charts.Curve steps(RunReport report, ToDoubleFunction<StepMetrics> value) {
    List<StepMetrics> steps = report.steps();
    int group = Math.max(1, (steps.size() + MOST_POINTS - 1) / MOST_POINTS);
    int points = (steps.size() + group - 1) / group;
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (int point = 0; point < points; point++) {
      List<StepMetrics> part =
          steps.subList(point * group, Math.min(steps.size(), (point + 1) * group));
      xs.add((double) part.get(part.size() - 1).step());
      ys.add(part.stream().mapToDouble(value).average().orElseThrow());
    }
    return new Charts.Curve(xs, ys, false);
  }

  private static Charts.Curve perEpoch(RunReport report, ToDoubleFunction<EpochMetrics> value) {
    return new Charts.Curve(
        report.epochs().stream().map(epoch -> (double) epoch.step()).toList(),
        report.epochs().stream().map(value::applyAsDouble).toList(),
        true);
  }

  private static void epochs(StringBuilder html, List<EpochMetrics> epochs) {
    if (epochs.isEmpty()) {
      return;
    }
    html.append("<h2>Epochs</h2>\n<table><tr><th>epoch</th><th>training loss</th>")
        .append("<th>training accuracy</th><th>test loss</th><th>top 1</th><th>top 5</th>")
        .append("<th>seconds</th></tr>\n");
    for (EpochMetrics epoch : epochs) {
      row(
          html,
          Integer.toString(epoch.epoch()),
          number(epoch.trainLoss(), 4),
          percent(epoch.trainAccuracy()),
          number(epoch.testLoss(), 4),
          percent(epoch.top1()),
          percent(epoch.top5()),
          number(epoch.seconds(), 1));
    }
    html.append("</table>\n");
  }

  private static void activations(StringBuilder html, EvaluationMetrics evaluation) {
    List<ActivationMetrics> activations = evaluation.activations();
    if (activations.isEmpty()) {
      return;
    }
    html.append("<h2>What each ASH has learned</h2>\n")
        .append(
            "<p>alpha is the sharpness of the gate (infinite: a step), z its threshold in standard ")
        .append("deviations; the share is that of the elements with u &gt; 0 on ")
        .append(evaluation.inspected().text())
        .append(".</p>\n")
        .append("<table><tr><th>place</th><th>alpha</th><th>z</th><th>share let through</th></tr>");
    for (ActivationMetrics row : activations) {
      String flag = row.alpha() <= 0 ? " <b class=\"flag\">alpha is not above 0</b>" : "";
      html.append("<tr><td class=\"name\">")
          .append(escape(row.place()))
          .append("</td><td>")
          .append(number(row.alpha(), 3))
          .append(flag)
          .append("</td><td>")
          .append(number(row.z(), 3))
          .append("</td><td><span class=\"bar\" style=\"width:")
          .append(number(120 * row.activeShare(), 0))
          .append("px\"></span> ")
          .append(percent(row.activeShare()))
          .append("</td></tr>\n");
    }
    html.append("</table>\n<div class=\"charts\">")
        .append(byDepth("alpha and z by depth", activations))
        .append("</div>\n");
  }

  private static String byDepth(String title, List<ActivationMetrics> activations) {
    List<Double> depth = new ArrayList<>();
    for (int i = 1; i <= activations.size(); i++) {
      depth.add((double) i);
    }
    Map<String, Charts.Curve> learned = new LinkedHashMap<>();
    learned.put(
        "alpha",
        new Charts.Curve(depth, activations.stream().map(ActivationMetrics::alpha).toList(), true));
    learned.put(
        "z",
        new Charts.Curve(depth, activations.stream().map(ActivationMetrics::z).toList(), true));
    return Charts.lines(title, "depth", learned)
        + Charts.lines(
            "Share let through by depth, %",
            "depth",
            Map.of(
                "share",
                new Charts.Curve(
                    depth,
                    activations.stream().map(row -> 100 * row.activeShare()).toList(),
                    true)));
  }

  private static void table(StringBuilder html, String title, Map<String, String> rows) {
    html.append("<h2>").append(escape(title)).append("</h2>\n<table>");
    rows.forEach(
        (name, value) ->
            html.append("<tr><td class=\"name\">")
                .append(escape(name))
                .append("</td><td class=\"name\">")
                .append(escape(value))
                .append("</td></tr>\n"));
    html.append("</table>\n");
  }

  private static void row(StringBuilder html, String... cells) {
    html.append("<tr>");
    for (String cell : cells) {
      html.append("<td>").append(cell).append("</td>");
    }
    html.append("</tr>\n");
  }

  static String percent(double share) {
    return number(100 * share, 1) + " %";
  }

  static String number(double value, int digits) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "\u221e" : "-\u221e";
    }
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** Text as HTML shows it, in an element or a quoted attribute. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static final String STYLE =
      """
      body { font: 15px/1.45 system-ui, sans-serif; color: #222; background: #fff;
             max-width: 1180px; margin: 2em auto; padding: 0 1em; }
      h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 2em; }
      .headline { font-size: 1.1em; }
      .charts { display: flex; flex-wrap: wrap; gap: 12px; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      td, th { padding: 3px 10px; text-align: right; border-bottom: 1px solid #e4e4e4; }
      td.name, th.name { text-align: left; }
      .bar { display: inline-block; height: 9px; background: #3b6fb6; }
      .flag { color: #b00020; }
      img { max-width: 100%; }
      """;
}
