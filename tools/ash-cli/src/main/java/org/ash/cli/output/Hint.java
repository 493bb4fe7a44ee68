package org.ash.cli.output;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command line to type next, as results and errors tell it: it begins with the name by which the
 * launcher was called, so that it can be pasted. Help texts write {@code ${ROOT-COMMAND-NAME}} for
 * it.
 */
public final class Hint {
  /** The system property in which {@code tools/ash} says how it was called. */
  static final String PROPERTY = "ash.command";

  private static final String USUAL_NAME = "tools/ash";

  /** What shells leave as it is. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./~-]+");

  private Hint() {}

  /** The name by which the command was called, as {@code tools/ash}. */
  public static String program() {
    return System.getProperty(PROPERTY, USUAL_NAME);
  }

  /**
   * The command with these words behind it; those that a shell would take apart are quoted.
   *
   * @param words subcommand, options and their values, as texts or paths
   */
  public static String of(Object... words) {
    return Stream.concat(Stream.of(program()), Arrays.stream(words).map(Object::toString))
        .map(Hint::quoted)
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
