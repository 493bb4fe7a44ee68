package org.ash.page.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How many lie in each of some ranges: small, to stand in a table. Heights are logarithmic, for one
 * range usually dwarfs the rest.
 *
 * @param title what it is of; its colour is that of {@code thing}
 * @param thing whose colour it has
 * @param caption the one line of text in the picture
 * @param names of the ranges
 * @param counts in each of them
 */
public record BarChart(
    String title, String thing, String caption, List<String> names, List<Long> counts)
    implements Chart {
  private static final double BAR = 12;
  private static final double HEIGHT = 40;

  /** Copies the lists. */
  public BarChart {
    names = List.copyOf(names);
    counts = List.copyOf(counts);
  }

  @Override
  public boolean isEmpty() {
    return counts.stream().allMatch(count -> count == 0);
  }

  @Override
  public Scene scene() {
    double top = Math.log1p((double) Collections.max(counts));
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      if (counts.get(i) > 0) {
        double x = i * BAR + BAR / 2;
        double height = Math.max(2, Math.rint(HEIGHT * Math.log1p((double) counts.get(i)) / top));
        List<Mark.Point> ends =
            List.of(new Mark.Point(x, HEIGHT), new Mark.Point(x, HEIGHT - height));
        marks.add(new Mark.Path(ends, Hues.of(thing), BAR - 2, 0));
      }
    }
    marks.add(
        new Mark.Text(
            0, HEIGHT + TextWidth.FONT + 2, caption, Mark.Anchor.START, Mark.Weight.MUTED));
    double width = Math.max(BAR * counts.size(), TextWidth.of(caption, false));
    return new Scene(Math.ceil(width), HEIGHT + 18, title, description(), marks);
  }

  /** Of these a page may hold hundreds: what they have in common is in its style sheet. */
  @Override
  public String svg() {
    return isEmpty() ? "" : SvgWriter.small(scene());
  }

  private String description() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < counts.size(); i++) {
      if (counts.get(i) > 0) {
        text.append(text.isEmpty() ? "" : "; ")
            .append(names.get(i))
            .append(" ")
            .append(String.format(Locale.ROOT, "%,d", counts.get(i)));
      }
    }
    return text.toString();
  }
}
