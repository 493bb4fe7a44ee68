package org.ash.conformance.rule;

import java.util.regex.Pattern;

/**
 * A pattern of names: {@code *} stands for any characters, {@code ?} for one, everything else for
 * itself.
 *
 * @param pattern as it is written
 */
public record Glob(String pattern) {

  /** Whether a text fits the pattern from its beginning to its end. */
  public boolean matches(String text) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)));
    }
    return Pattern.compile(expression.toString(), Pattern.DOTALL).matcher(text).matches();
  }

  /** The pattern. */
  @Override
  public String toString() {
    return pattern;
  }
}
