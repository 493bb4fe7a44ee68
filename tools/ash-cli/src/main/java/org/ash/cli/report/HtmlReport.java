package org.ash.cli.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.cli.run.EpochMetrics;
import org.ash.cli.run.WholeFile;
import org.ash.page.Html;
import org.ash.page.HtmlTable;
import org.ash.page.Page;

/** Writes a {@link RunReport} as a self-contained page. */
public final class HtmlReport {
  /** Its name in a run folder. */
  public static final String NAME = "report.html";

  /** Longer tables of epochs are folded. */
  private static final int MOST_OPEN = 20;

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
    Page page = new Page(report.title());
    page.add(headline(report)).add(HtmlTable.ofFacts("When and how", report.facts()));
    page.section("Curves", CurveSection.html(report)).add(epochs(report.epochs()));
    report.examples().ifPresent(examples -> page.add(ExampleSection.html(examples)));
    report
        .evaluation()
        .ifPresent(
            evaluation ->
                page.add(ActivationSection.html(evaluation))
                    .add(ClassSection.html(evaluation.classNames(), evaluation.confusion()))
                    .add(ConfusionTable.html(evaluation.classNames(), evaluation.confusion())));
    page.add(figures.html());
    if (!report.next().isEmpty()) {
      page.section("To go on", next(report.next()));
    }
    return page.section("Configuration", HtmlTable.ofFacts("Configuration", report.configuration()))
        .section("Environment", HtmlTable.ofFacts("Environment", report.environment()))
        .html();
  }

  private static String headline(RunReport report) {
    StringBuilder html = new StringBuilder("<p class=\"lead\">");
    if (!report.epochs().isEmpty()) {
      EpochMetrics last = report.epochs().get(report.epochs().size() - 1);
      html.append("<b>")
          .append(Html.percent(last.top1()))
          .append("</b> of the test images right after ")
          .append(Html.count(last.epoch(), "epoch"))
          .append(" (top 5: ")
          .append(Html.percent(last.top5()))
          .append(", loss ")
          .append(Html.number(last.testLoss(), 4))
          .append("). ");
    }
    return html.append(Html.escape(report.status())).append("</p>\n").toString();
  }

  private static String next(Map<String, String> commands) {
    Map<String, String> rows = new LinkedHashMap<>();
    commands.forEach((what, command) -> rows.put(Html.escape(what), Html.code(command)));
    HtmlTable table = new HtmlTable("Commands to go on").text("").text("");
    rows.forEach((what, command) -> table.rowOfHtml(List.of(what, command)));
    return table.html();
  }

  private static String epochs(List<EpochMetrics> epochs) {
    if (epochs.isEmpty()) {
      return "";
    }
    HtmlTable table =
        new HtmlTable("What each epoch gave")
            .number("epoch")
            .number("training loss")
            .number("training accuracy")
            .number("test loss")
            .number("top 1")
            .number("top 5")
            .number("seconds");
    for (EpochMetrics epoch : epochs) {
      table.row(
          List.of(
              Integer.toString(epoch.epoch()),
              Html.number(epoch.trainLoss(), 4),
              Html.percent(epoch.trainAccuracy()),
              Html.number(epoch.testLoss(), 4),
              Html.percent(epoch.top1()),
              Html.percent(epoch.top5()),
              Html.number(epoch.seconds(), 1)));
    }
    String html = table.html();
    return Page.heading("Epochs")
        + (epochs.size() > MOST_OPEN
            ? "<details><summary>All " + epochs.size() + " epochs</summary>" + html + "</details>\n"
            : html);
  }
}
