package org.ash.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns: texts to the left, numbers to the right. */
public final class Table {

  private static final String GAP = "  ";

  /**
   * A column.
   *
   * @param title its heading
   * @param right whether it is aligned to the right, as numbers are
   */
  private record Column(String title, boolean right) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a column of texts. */
  public Table text(String title) {
    columns.add(new Column(title, false));
    return this;
  }

  /** Adds a column of numbers. */
  public Table number(String title) {
    columns.add(new Column(title, true));
    return this;
  }

  /**
   * Adds a row.
   *
   * @param cells as many as there are columns; see {@link Numbers} for how numbers are written
   */
  public Table row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "A table of " + columns.size() + " columns cannot take a row of " + cells.length + ".");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The heading, then the rows, without trailing spaces. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line(columns.stream().map(Column::title).toList()));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String space = " ".repeat(width(i) - cells.get(i).length());
      line.append(i == 0 ? "" : GAP);
      line.append(columns.get(i).right() ? space + cells.get(i) : cells.get(i) + space);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int width = columns.get(column).title().length();
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }
}
