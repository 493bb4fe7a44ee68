package org.ash.text;

import java.util.List;

/**
 * A pattern of path-like names, {@code *} standing for any characters, dots included, and for none:
 * {@code stage3.*}, {@code *.alpha}. Everything else stands for itself.
 *
 * @param text as it was written, not empty
 */
public record NamePattern(String text) {
  private static final String ANY = "*";

  /** Checks that there is something. */
  public NamePattern {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("A pattern of names is not empty; * stands for all.");
    }
  }

  /** Whether a name is of this pattern. */
  public boolean matches(String name) {
    return !places(name).isEmpty();
  }

  /**
   * The name that a pattern makes of one that matches this: each of its stars is what the star of
   * the same number stands for here. Earlier stars stand for as much as they can.
   *
   * @param target with as many stars as this
   */
  public String replaced(String name, NamePattern target) {
    List<Integer> places = places(name);
    if (places.isEmpty()) {
      throw new IllegalArgumentException("'" + name + "' does not match '" + text + "'.");
    }
    List<String> pieces = pieces();
    StringBuilder replaced = new StringBuilder();
    int star = 0;
    for (char c : target.text.toCharArray()) {
      if (c == ANY.charAt(0)) {
        int begin = places.get(star) + pieces.get(star).length();
        star++;
        replaced.append(name, begin, places.get(star));
      } else {
        replaced.append(c);
      }
    }
    return replaced.toString();
  }

  /** Number of stars. */
  public int stars() {
    return (int) text.chars().filter(c -> c == ANY.charAt(0)).count();
  }

  private List<String> pieces() {
    return List.of(text.split("\\*", -1));
  }

  /**
   * Where the pieces between the stars stand in a name, each as far behind as it can; empty when it
   * does not match. From the last piece to the first, so that no choice is ever taken back: a
   * pattern of many stars takes no more time than one of few.
   */
  private List<Integer> places(String name) {
    List<String> pieces = pieces();
    int last = pieces.size() - 1;
    if (last == 0) {
      return name.equals(text) ? List.of(0) : List.of();
    }
    if (!name.endsWith(pieces.get(last))) {
      return List.of();
    }
    Integer[] places = new Integer[pieces.size()];
    places[last] = name.length() - pieces.get(last).length();
    for (int i = last - 1; i > 0; i--) {
      places[i] = name.lastIndexOf(pieces.get(i), places[i + 1] - pieces.get(i).length());
      if (places[i] < 0) {
        return List.of();
      }
    }
    places[0] = 0;
    boolean begins = name.startsWith(pieces.get(0)) && pieces.get(0).length() <= places[1];
    return begins ? List.of(places) : List.of();
  }

  @Override
  public String toString() {
    return text;
  }
}
