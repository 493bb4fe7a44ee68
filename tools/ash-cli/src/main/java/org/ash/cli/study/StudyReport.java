package org.ash.cli.study;

import java.util.List;
import org.ash.cli.experiment.TrialResult;
import org.ash.cli.report.HtmlReport;

/** A table and its curves as a self-contained page. */
public final class StudyReport {
  private static final String STYLE =
      "body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;"
          + "color:#222}table{border-collapse:collapse}td,th{padding:.3rem .8rem;text-align:right;"
          + "border-bottom:1px solid #ddd}td:first-child,th:first-child{text-align:left}"
          + ".charts{display:flex;flex-wrap:wrap;gap:1rem}p{color:#555}";

  private StudyReport() {}

  /** The page. */
  public static String page(String title, StudyTable table, List<TrialResult> results) {
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>")
        .append(HtmlReport.escape(title))
        .append("</title>\n<style>")
        .append(STYLE)
        .append("</style></head><body>\n<h1>")
        .append(HtmlReport.escape(title))
        .append("</h1>\n")
        .append(TableFormat.HTML.render(table))
        .append("<h2>Curves</h2>\n<p>Mean over the seeds.</p>\n<div class=\"charts\">\n");
    StudyCurves.draw(results).values().forEach(picture -> html.append(picture.svg()).append('\n'));
    return html.append("</div>\n</body></html>\n").toString();
  }
}
