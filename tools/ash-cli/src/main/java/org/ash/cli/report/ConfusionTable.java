package org.ash.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.ash.page.Html;
import org.ash.page.HtmlTable;
import org.ash.page.Page;

/** The confusion matrix as a table whose shades show where the mistakes are. */
final class ConfusionTable {
  /**
   * With more classes the table is too wide to read; then the most frequent mistakes are listed.
   */
  private static final int MOST_CLASSES = 30;

  private static final int MISTAKES_LISTED = 20;

  private ConfusionTable() {}

  static String html(List<String> classNames, List<List<Long>> confusion) {
    if (confusion.isEmpty()) {
      return "";
    }
    return Page.heading("Confusion")
        + (confusion.size() > MOST_CLASSES
            ? mistakes(classNames, confusion)
            : matrix(classNames, confusion));
  }

  private static String matrix(List<String> classNames, List<List<Long>> confusion) {
    StringBuilder table = new StringBuilder("<table><thead><tr><th></th>");
    for (String name : classNames) {
      table.append("<th class=\"n\">").append(Html.escape(name)).append("</th>");
    }
    table.append("<th class=\"n\">right</th></tr></thead>\n<tbody>");
    for (int truth = 0; truth < confusion.size(); truth++) {
      List<Long> row = confusion.get(truth);
      long total = row.stream().mapToLong(Long::longValue).sum();
      table.append("<tr><td>").append(Html.escape(classNames.get(truth))).append("</td>");
      for (int predicted = 0; predicted < row.size(); predicted++) {
        double share = total == 0 ? 0 : (double) row.get(predicted) / total;
        table
            .append("<td class=\"n\"")
            .append(shade(predicted == truth ? "right" : "wrong", share))
            .append('>')
            .append(Html.count(row.get(predicted)))
            .append("</td>");
      }
      table
          .append("<td class=\"n\">")
          .append(total == 0 ? "" : Html.percent((double) row.get(truth) / total))
          .append("</td></tr>\n");
    }
    return Html.paragraph("Rows are the true classes, columns what the network said.")
        + HtmlTable.box("Confusion of the classes", table + "</tbody></table>");
  }

  private static String shade(String kind, double share) {
    return share == 0
        ? ""
        : " style=\"background:rgba(var(--"
            + kind
            + "),"
            + Html.number(0.06 + 0.6 * share, 2)
            + ")\"";
  }

  private record Mistake(int truth, int predicted, long count) {}

  private static String mistakes(List<String> classNames, List<List<Long>> confusion) {
    List<Mistake> mistakes = new ArrayList<>();
    for (int truth = 0; truth < confusion.size(); truth++) {
      for (int predicted = 0; predicted < confusion.size(); predicted++) {
        long count = confusion.get(truth).get(predicted);
        if (predicted != truth && count > 0) {
          mistakes.add(new Mistake(truth, predicted, count));
        }
      }
    }
    Stream<Mistake> worst =
        mistakes.stream()
            .sorted(Comparator.comparingLong(Mistake::count).reversed())
            .limit(MISTAKES_LISTED);
    HtmlTable table =
        new HtmlTable("The most frequent mistakes")
            .text("true class")
            .text("said")
            .number("images");
    worst.forEach(
        mistake ->
            table.row(
                List.of(
                    classNames.get(mistake.truth()),
                    classNames.get(mistake.predicted()),
                    Html.count(mistake.count()))));
    return Html.paragraph("The most frequent mistakes.") + table.html();
  }
}
