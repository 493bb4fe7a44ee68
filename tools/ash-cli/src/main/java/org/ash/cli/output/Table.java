package org.ash.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Rows in aligned columns: texts to the left, numbers to the right. */
public final class Table {

  private static final String GAP = "  ";

  /** A column of texts gets no narrower than this, so that words stay readable. */
  private static final int LEAST = 12;

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
    return lines(Integer.MAX_VALUE);
  }

  /**
   * The same where lines have so much room: the widest column of texts goes on below itself,
   * between words where there are any, until the table fits or that column is as narrow as its
   * title.
   *
   * @param room characters in a line
   */
  public List<String> lines(int room) {
    int[] widths = new int[columns.size()];
    Arrays.setAll(widths, this::width);
    int tooWide = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - room;
    if (tooWide > 0) {
      int widest = widestText(widths);
      if (widest >= 0) {
        int least = Math.max(LEAST, columns.get(widest).title().length());
        widths[widest] = Math.max(least, widths[widest] - tooWide);
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(columns.stream().map(Column::title).toList(), widths));
    rows.forEach(row -> lines.addAll(wrapped(row, widths)));
    return lines;
  }

  private int widestText(int[] widths) {
    return IntStream.range(0, widths.length)
        .filter(i -> !columns.get(i).right())
        .boxed()
        .max(Comparator.comparingInt(i -> widths[i]))
        .orElse(-1);
  }

  private List<String> wrapped(List<String> row, int[] widths) {
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      cells.add(Wrapping.lines(row.get(i), widths[i]));
    }
    int height = cells.stream().mapToInt(List::size).max().orElse(1);
    return IntStream.range(0, height)
        .mapToObj(k -> line(cells.stream().map(c -> k < c.size() ? c.get(k) : "").toList(), widths))
        .toList();
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String space = " ".repeat(widths[i] - cells.get(i).length());
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
