package org.ash.cli.output;

import java.nio.charset.Charset;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * Whether the streams are seen by a person. The launcher knows and says so in the system property
 * {@code ash.terminal}, as {@code out,err}; Java cannot tell the streams apart.
 */
public final class Terminal {

  /** Names the streams that are terminals: {@code out}, {@code err}, both or none. */
  static final String PROPERTY = "ash.terminal";

  /** Characters in a line of the terminal. */
  static final String COLUMNS = "ash.columns";

  private static final int USUAL_COLUMNS = 80;
  private static final String ERASE_LINE = "\r\u001b[K";

  private Terminal() {}

  /** Whether results are read on a terminal. */
  public static boolean out() {
    return has("out");
  }

  /** Whether messages and progress are read on a terminal. */
  public static boolean err() {
    return has("err");
  }

  /**
   * Characters in a line of results: the terminal's, which the launcher says in {@code
   * ash.columns}; no limit where nobody wraps lines, as in files and pipes.
   */
  public static int columns() {
    return out() ? Integer.getInteger(COLUMNS, USUAL_COLUMNS) : Integer.MAX_VALUE;
  }

  /** Colours for results: on a terminal, unless NO_COLOR (no-color.org) is set. */
  public static Ansi resultColours() {
    String refused = System.getenv("NO_COLOR");
    return out() && (refused == null || refused.isEmpty()) ? Ansi.ON : Ansi.OFF;
  }

  /**
   * What to print on stderr before a whole line: on a terminal it takes away what stands there, a
   * progress bar or the ^C that the terminal echoes into it; else nothing.
   */
  public static String freshLine() {
    return err() ? ERASE_LINE : "";
  }

  /** How characters are written to it. */
  public static Charset charset() {
    // The first since Java 19, the second since 17.
    return Charset.forName(
        System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8")));
  }

  private static boolean has(String stream) {
    return List.of(System.getProperty(PROPERTY, "").split(",", -1)).contains(stream);
  }
}
