package org.ash.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The confusion matrix as a table whose shades show where the mistakes are. */
final class ConfusionTable {
  /**
   * With more classes the table is too wide to read; then the most frequent mistakes are listed.
   */
  private static final int MOST_CLASSES = 30;

  private static final int MISTAKES_LISTED = 20;

  private ConfusionTable() {}

  static void append(StringBuilder html, List<String> classNames, List<List<Long>> confusion) {
    if (confusion.isEmpty()) {
      return;
    }
    html.append("<h2>Confusion</h2>\n");
    if (confusion.size() > MOST_CLASSES) {
      mistakes(html, classNames, confusion);
      return;
    }
    html.append(
        "<p>Rows are the true classes, columns what the network said.</p>\n<table><tr><th>");
    for (String name : classNames) {
      html.append("</th><th>").append(HtmlReport.escape(name));
    }
    html.append("</th><th>right</th></tr>\n");
    for (int truth = 0; truth < confusion.size(); truth++) {
      List<Long> row = confusion.get(truth);
      long total = row.stream().mapToLong(Long::longValue).sum();
      html.append("<tr><td class=\"name\">")
          .append(HtmlReport.escape(classNames.get(truth)))
          .append("</td>");
      for (int predicted = 0; predicted < row.size(); predicted++) {
        double share = total == 0 ? 0 : (double) row.get(predicted) / total;
        String colour = predicted == truth ? "59,111,182" : "217,130,43";
        html.append("<td style=\"background:rgba(")
            .append(colour)
            .append(',')
            .append(HtmlReport.number(0.75 * share, 3))
            .append(")\">")
            .append(row.get(predicted))
            .append("</td>");
      }
      html.append("<td>")
          .append(total == 0 ? "" : HtmlReport.percent((double) row.get(truth) / total))
          .append("</td></tr>\n");
    }
    html.append("</table>\n");
  }

  private record Mistake(int truth, int predicted, long count) {}

  private static void mistakes(
      StringBuilder html, List<String> classNames, List<List<Long>> confusion) {
    List<Mistake> mistakes = new ArrayList<>();
    for (int truth = 0; truth < confusion.size(); truth++) {
      for (int predicted = 0; predicted < confusion.size(); predicted++) {
        long count = confusion.get(truth).get(predicted);
        if (predicted != truth && count > 0) {
          mistakes.add(new Mistake(truth, predicted, count));
        }
      }
    }
    mistakes.sort(Comparator.comparingLong(Mistake::count).reversed());
    html.append("<p>The most frequent mistakes.</p>\n<table><tr><th class=\"name\">true class</th>")
        .append("<th class=\"name\">said</th><th>images</th></tr>\n");
    for (Mistake mistake : mistakes.subList(0, Math.min(MISTAKES_LISTED, mistakes.size()))) {
      html.append("<tr><td class=\"name\">")
          .append(HtmlReport.escape(classNames.get(mistake.truth())))
          .append("</td><td class=\"name\">")
          .append(HtmlReport.escape(classNames.get(mistake.predicted())))
          .append("</td><td>")
          .append(mistake.count())
          .append("</td></tr>\n");
    }
    html.append("</table>\n");
  }
}
