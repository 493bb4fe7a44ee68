package org.ash.cli.report;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ash.page.Html;

/**
 * The part of a report that {@code ash figures} fills.
 *
 * @param step steps done by the weights that the figures are of; -1 when that is not known
 * @param sections HTML that needs no other file
 */
record ReportFigures(long step, String sections) {
  private static final String BEGIN = "<!-- figures -->\n";
  private static final String END = "<!-- end of figures -->\n";
  private static final Pattern STEP = Pattern.compile("\\A<!-- of step (\\d{1,18}) -->\n");

  /** The part of a page; empty when the page has no such part. */
  static Optional<ReportFigures> in(String page) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      return Optional.empty();
    }
    String part = page.substring(begin + BEGIN.length(), end);
    Matcher step = STEP.matcher(part);
    return Optional.of(
        step.find()
            ? new ReportFigures(Long.parseLong(step.group(1)), part.substring(step.end()))
            : new ReportFigures(-1, part));
  }

  /** The page with this in place of its part. */
  String replacedIn(String page) {
    return page.substring(0, page.indexOf(BEGIN))
        + html()
        + page.substring(page.indexOf(END) + END.length());
  }

  /** No figures. */
  static ReportFigures none() {
    return new ReportFigures(-1, "");
  }

  /**
   * What of this belongs on a newer page: the figures, or that they are outdated.
   *
   * @param now steps done by the weights of that page
   * @param command what draws them again
   */
  ReportFigures at(long now, String command) {
    if (sections.isEmpty() || step == now) {
      return this;
    }
    return new ReportFigures(
        -1,
        "<p>The figures that stood here show other weights than the training has now. To draw them"
            + " again: <code>"
            + Html.escape(command)
            + "</code></p>\n");
  }

  /** As it stands on a page. */
  String html() {
    return BEGIN + (step < 0 ? "" : "<!-- of step " + step + " -->\n") + sections + END;
  }
}
