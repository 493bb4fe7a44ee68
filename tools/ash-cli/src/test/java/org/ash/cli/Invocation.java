package org.ash.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * What a command did, run in this JVM.
 *
 * @param command what was typed behind the program's name
 * @param exitCode its exit code
 * @param out what it printed to stdout
 * @param err what it printed to stderr
 */
public record Invocation(List<String> command, int exitCode, String out, String err) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Runs a command. */
  public static Invocation of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Ash.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = command.execute(arguments);
    return new Invocation(List.of(arguments), exitCode, out.toString(), err.toString());
  }

  /**
   * The one JSON value on stdout; fails when there is anything else, or when it is not what the
   * schema of the command says.
   */
  public JsonNode json() throws IOException {
    try (JsonParser parser = JSON.createParser(out)) {
      JsonNode value = JSON.readTree(parser);
      if (value == null || parser.nextToken() != null) {
        throw new AssertionError("not exactly one JSON value on stdout:\n" + out + err);
      }
      JsonResults.validate(command, value);
      return value;
    }
  }

  /** The one line on stderr; fails when there are more, or when it does not say who speaks. */
  public String complaint() {
    String line = err.strip();
    if (line.lines().count() != 1 || !line.startsWith("ash: ")) {
      throw new AssertionError("not one line 'ash: ...' on stderr:\n" + err);
    }
    return line;
  }
}
