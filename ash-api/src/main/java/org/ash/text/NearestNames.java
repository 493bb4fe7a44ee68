package org.ash.text;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds, among known names, those that a mistyped one may have meant. */
public final class NearestNames {
  private static final int MOST = 3;

  private NearestNames() {}

  /**
   * The known names nearest to what was given, at most three, equally near ones in alphabetical
   * order. A name is near when at most a third of its characters (at least one) have to be
   * inserted, dropped, replaced or swapped with a neighbour; one that begins with what was given
   * counts as one such edit away. Case and the difference between dash and underscore do not count.
   */
  public static List<String> of(String given, Collection<String> known) {
    String wanted = plain(given);
    int nearest = known.stream().mapToInt(name -> edits(wanted, name)).min().orElse(0);
    return known.stream()
        .filter(name -> edits(wanted, name) == nearest)
        .filter(name -> nearest <= Math.max(1, name.length() / 3))
        .sorted()
        .limit(MOST)
        .toList();
  }

  /**
   * The sentence to append to an error, with a leading space: {@code " Did you mean 'relu' or
   * 'prelu'?"}; empty when nothing is near.
   */
  public static String question(String given, Collection<String> known) {
    List<String> nearest = of(given, known);
    return nearest.isEmpty()
        ? ""
        : nearest.stream().collect(Collectors.joining("' or '", " Did you mean '", "'?"));
  }

  /**
   * Fewest insertions, deletions, replacements and swaps of neighbours that turn one text into the
   * other, no place being edited twice (optimal string alignment; Damerau, 1964).
   */
  static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : step(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int step(int[][] edits, String a, String b, int i, int j) {
    boolean equal = a.charAt(i - 1) == b.charAt(j - 1);
    int fewest = edits[i - 1][j - 1] + (equal ? 0 : 1);
    fewest = Math.min(fewest, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
  }

  private static int edits(String wanted, String name) {
    int edits = distance(wanted, plain(name));
    boolean begun = !wanted.isEmpty() && plain(name).startsWith(wanted);
    return begun ? Math.min(edits, 1) : edits;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }
}
