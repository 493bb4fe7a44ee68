package org.ash.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A table in a box of its own, in which it scrolls where the page is too narrow for it. */
public final class HtmlTable {
  private final String label;
  private final List<String> titles = new ArrayList<>();
  private final List<Boolean> numbers = new ArrayList<>();
  private final StringBuilder rows = new StringBuilder();

  /**
   * With no columns yet.
   *
   * @param label says to who does not see it what it shows
   */
  public HtmlTable(String label) {
    this.label = label;
  }

  /** Adds a column of text, read from the left. */
  public HtmlTable text(String title) {
    titles.add(title);
    numbers.add(false);
    return this;
  }

  /** Adds a column of numbers, which stand at the right. */
  public HtmlTable number(String title) {
    titles.add(title);
    numbers.add(true);
    return this;
  }

  /** Adds a row of plain text. */
  public HtmlTable row(List<String> cells) {
    rows.append("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      rows.append(open(i)).append(Html.escape(cells.get(i))).append("</td>");
    }
    rows.append("</tr>\n");
    return this;
  }

  /** Adds a row of HTML. */
  public HtmlTable rowOfHtml(List<String> cells) {
    rows.append("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      rows.append(open(i)).append(cells.get(i)).append("</td>");
    }
    rows.append("</tr>\n");
    return this;
  }

  private String open(int column) {
    return numbers.get(column) ? "<td class=\"n\">" : "<td>";
  }

  /** The element. */
  public String html() {
    StringBuilder head = new StringBuilder();
    if (titles.stream().anyMatch(title -> !title.isEmpty())) {
      head.append("<thead><tr>");
      for (int i = 0; i < titles.size(); i++) {
        head.append(numbers.get(i) ? "<th class=\"n\">" : "<th>")
            .append(Html.escape(titles.get(i)))
            .append("</th>");
      }
      head.append("</tr></thead>\n");
    }
    return box(label, "<table>" + head + "<tbody>" + rows + "</tbody></table>");
  }

  /** Names and values in two columns without headings. */
  public static String ofFacts(String label, Map<String, String> facts) {
    HtmlTable table = new HtmlTable(label).text("").text("");
    facts.forEach(
        (name, value) -> table.rowOfHtml(List.of(Html.escape(name), "<b>" + wrapped(value))));
    return table.html().replace("<table>", "<table class=\"facts\">");
  }

  private static String wrapped(String value) {
    return Html.escape(value) + "</b>";
  }

  /** A table of any kind in the box. */
  public static String box(String label, String table) {
    return "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\""
        + Html.escape(label)
        + "\">"
        + table
        + "</div>\n";
  }
}
