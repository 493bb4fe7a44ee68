package org.ash.text;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    return regex(".*").matcher(name).matches();
  }

  /**
   * The name that a pattern makes of one that matches this: each of its stars is what the star of
   * the same number stands for here.
   *
   * @param target with as many stars as this
   */
  public String replaced(String name, NamePattern target) {
    var matcher = regex("(.*)").matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + name + "' does not match '" + text + "'.");
    }
    StringBuilder replaced = new StringBuilder();
    int group = 1;
    for (char c : target.text.toCharArray()) {
      if (c == ANY.charAt(0)) {
        replaced.append(matcher.group(group++));
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

  private Pattern regex(String any) {
    return Pattern.compile(
        Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(any)),
        Pattern.DOTALL);
  }

  @Override
  public String toString() {
    return text;
  }
}
