package org.ash.cli.study;

import java.util.List;
import java.util.Map;
import org.ash.cli.experiment.TrialResult;
import org.ash.page.Html;
import org.ash.page.Page;
import org.ash.page.chart.Chart;

/** A table and its curves as a self-contained page. */
public final class StudyReport {

  private StudyReport() {}

  /** The page. */
  public static String page(String title, StudyTable table, List<TrialResult> results) {
    Page page = new Page(title).add(TableFormat.HTML.render(table));
    Map<String, Chart> finals = StudyCurves.finals(results, table.metric());
    if (!finals.isEmpty()) {
      page.section("After the last epoch", charts(finals));
    }
    Map<String, Chart> curves = StudyCurves.draw(results);
    if (!curves.isEmpty()) {
      page.section(
          "Curves",
          Html.paragraph(
                  "Each the mean over the seeds, as far as every seed has come; shaded, or at the"
                      + " last epoch, the 95 % interval (Student's t).")
              + charts(curves));
    }
    return page.html();
  }

  private static String charts(Map<String, Chart> charts) {
    StringBuilder html = new StringBuilder("<div class=\"charts\">");
    charts.values().forEach(chart -> html.append(chart.svg()));
    return html.append("</div>\n").toString();
  }
}
