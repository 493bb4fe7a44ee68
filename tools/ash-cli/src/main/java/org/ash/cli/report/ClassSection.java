package org.ash.cli.report;

import java.util.List;
import org.ash.page.Html;
import org.ash.page.HtmlTable;
import org.ash.page.Page;

/** How well each class is recognized. */
final class ClassSection {
  /** Longer tables are folded. */
  private static final int MOST_OPEN = 20;

  private ClassSection() {}

  /** Counts of one class. */
  private record Counts(long right, long actual, long guessed) {
    double precision() {
      return (double) right / guessed;
    }

    double recall() {
      return (double) right / actual;
    }

    /** The harmonic mean of both: 0 where the class is never named rightly. */
    double f1() {
      return 2.0 * right / (actual + guessed);
    }
  }

  static String html(List<String> classNames, List<List<Long>> confusion) {
    if (confusion.isEmpty()) {
      return "";
    }
    HtmlTable table =
        new HtmlTable("Precision, recall and F1 of each class")
            .text("class")
            .number("images")
            .number("precision")
            .number("recall")
            .number("F1");
    double f1 = 0;
    int seen = 0;
    for (int c = 0; c < confusion.size(); c++) {
      Counts counts = counts(confusion, c);
      table.row(
          List.of(
              classNames.get(c),
              Html.count(counts.actual()),
              share(counts.precision()),
              share(counts.recall()),
              share(counts.f1())));
      if (counts.actual() > 0) {
        f1 += counts.f1();
        seen++;
      }
    }
    String text =
        "Precision: of the images that the network takes for the class, the share that is of it."
            + " Recall: of the images of the class, the share that is recognized. F1 is their"
            + " harmonic mean; over all classes it is "
            + share(f1 / seen)
            + " on average. Epoch and images are those of the last evaluation.";
    String html = table.html();
    if (confusion.size() > MOST_OPEN) {
      html =
          "<details><summary>All "
              + confusion.size()
              + " classes</summary>"
              + html
              + "</details>\n";
    }
    return Page.heading("Each class") + Html.paragraph(text) + html;
  }

  private static Counts counts(List<List<Long>> confusion, int of) {
    long guessed = 0;
    for (List<Long> row : confusion) {
      guessed += row.get(of);
    }
    long actual = confusion.get(of).stream().mapToLong(Long::longValue).sum();
    return new Counts(confusion.get(of).get(of), actual, guessed);
  }

  private static String share(double share) {
    return Double.isNaN(share) ? "-" : Html.percent(share);
  }
}
