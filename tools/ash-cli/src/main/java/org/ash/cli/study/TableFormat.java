package org.ash.cli.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Table;
import org.ash.page.Html;
import org.ash.page.HtmlTable;

/** How a table is written. */
public enum TableFormat {
  /** For a terminal. */
  TEXT,
  /** GitHub's Markdown. */
  MARKDOWN,
  /** With booktabs. */
  LATEX,
  /** A table element and the notes. */
  HTML;

  private static final String MISSING = "-";
  private static final String BOLD = "**";

  /** The table and its notes. */
  public String render(StudyTable table) {
    return switch (this) {
      case TEXT -> text(table);
      case MARKDOWN -> markdown(table);
      case LATEX -> latex(table);
      case HTML -> html(table);
    };
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What a cell says, apart from how it is set.
   *
   * @param text mean, interval, number of seeds, star
   * @param best whether it is to be bold
   */
  private record Entry(String text, boolean best) {}

  private static List<String> header(StudyTable table) {
    List<String> header = new ArrayList<>();
    header.add("activation");
    for (String column : table.columns()) {
      header.add(column + ", " + table.metric().title());
      if (table.hasPublished()) {
        header.add("printed");
      }
    }
    return header;
  }

  private static List<Entry> entries(StudyTable table, StudyTable.Row row) {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(row.activation(), false));
    for (String column : table.columns()) {
      StudyTable.Cell cell = row.cells().get(column);
      entries.add(
          cell == null ? new Entry(MISSING, false) : new Entry(text(table, cell), cell.best()));
      if (table.hasPublished()) {
        entries.add(
            new Entry(
                cell == null || cell.published().isEmpty()
                    ? MISSING
                    : Numbers.decimal(cell.published().getAsDouble(), 2),
                false));
      }
    }
    return entries;
  }

  private static String text(StudyTable table, StudyTable.Cell cell) {
    int digits = table.metric().digits();
    StringBuilder text = new StringBuilder();
    cell.estimate()
        .ifPresent(
            estimate -> {
              text.append(Numbers.decimal(estimate.mean(), digits));
              estimate
                  .halfWidth()
                  .ifPresent(half -> text.append(" ± ").append(Numbers.decimal(half, digits)));
              text.append(" (").append(estimate.count()).append(')');
            });
    if (cell.failed() > 0) {
      text.append(text.isEmpty() ? "" : " ").append(cell.failed()).append(" failed");
    }
    return text.append(cell.significant() ? "*" : "").toString();
  }

  private static String text(StudyTable table) {
    Table aligned = new Table();
    List<String> header = header(table);
    aligned.text(header.get(0).toUpperCase(Locale.ROOT));
    header.subList(1, header.size()).forEach(title -> aligned.text(title.toUpperCase(Locale.ROOT)));
    for (StudyTable.Row row : table.rows()) {
      aligned.row(
          entries(table, row).stream()
              .map(entry -> entry.best() ? entry.text() + " best" : entry.text())
              .toArray(String[]::new));
    }
    List<String> lines = new ArrayList<>(aligned.lines());
    lines.add("");
    lines.addAll(table.notes());
    return String.join("\n", lines).replace("; bold: best mean", "") + "\n";
  }

  private static String markdown(StudyTable table) {
    List<String> header = header(table);
    List<String> lines = new ArrayList<>();
    lines.add("| " + String.join(" | ", header) + " |");
    lines.add("|" + "---|".repeat(header.size()));
    for (StudyTable.Row row : table.rows()) {
      List<String> cells =
          entries(table, row).stream()
              .map(
                  entry -> {
                    String text = entry.text().replace("*", "\\*");
                    return entry.best() ? BOLD + text + BOLD : text;
                  })
              .toList();
      lines.add("| " + String.join(" | ", cells) + " |");
    }
    lines.add("");
    table.notes().forEach(note -> lines.add(note.replace("*", "\\*") + "  "));
    return String.join("\n", lines) + "\n";
  }

  private static String latex(StudyTable table) {
    List<String> header = header(table);
    List<String> lines = new ArrayList<>();
    lines.add("% needs \\usepackage{booktabs}");
    lines.add("\\begin{tabular}{l" + "r".repeat(header.size() - 1) + "}");
    lines.add("\\toprule");
    lines.add(String.join(" & ", header.stream().map(TableFormat::tex).toList()) + " \\\\");
    lines.add("\\midrule");
    for (StudyTable.Row row : table.rows()) {
      List<String> cells =
          entries(table, row).stream()
              .map(
                  entry -> entry.best() ? "\\textbf{" + tex(entry.text()) + "}" : tex(entry.text()))
              .toList();
      lines.add(String.join(" & ", cells) + " \\\\");
    }
    lines.add("\\bottomrule");
    lines.add("\\end{tabular}");
    table.notes().forEach(note -> lines.add("% " + note));
    return String.join("\n", lines) + "\n";
  }

  private static String tex(String text) {
    return text.replace("\\", "\\textbackslash ")
        .replaceAll("([&%$#_{}])", "\\\\$1")
        .replace("±", "$\\pm$")
        .replace("*", "$^*$");
  }

  private static String html(StudyTable table) {
    HtmlTable html = new HtmlTable("Results by activation");
    List<String> header = header(table);
    html.text(header.get(0));
    header.subList(1, header.size()).forEach(html::number);
    for (StudyTable.Row row : table.rows()) {
      html.rowOfHtml(
          entries(table, row).stream()
              .map(
                  entry ->
                      entry.best() ? Html.element("b", entry.text()) : Html.escape(entry.text()))
              .toList());
    }
    StringBuilder notes = new StringBuilder();
    table.notes().forEach(note -> notes.append(Html.paragraph(note)));
    return html.html() + notes;
  }
}
