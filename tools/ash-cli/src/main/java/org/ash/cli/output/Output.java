package org.ash.cli.output;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * What a command prints: results on stdout, as text or as one JSON value, and notes on stderr.
 *
 * <p>A command that was asked for JSON calls {@link #value} once and none of {@link #line} and
 * {@link #table}.
 */
public final class Output {

  /** What every JSON result says of its own form; it grows when a name or a meaning changes. */
  public static final int FORMAT = 1;

  // ASCII, so that it is the same bytes whatever the terminal's encoding.
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .addModule(new Jdk8Module())
          .build();

  private final PrintWriter out;
  private final PrintWriter err;
  private final Ansi colours;
  private final String label;

  /** Prints to these. */
  public Output(PrintWriter out, PrintWriter err, Ansi colours) {
    this(out, err, colours, "");
  }

  private Output(PrintWriter out, PrintWriter err, Ansi colours, String label) {
    this.out = out;
    this.err = err;
    this.colours = colours;
    this.label = label;
  }

  /**
   * The same for one of several pieces of work that go on at a time: its notes begin with this
   * label, and its progress is told in notes, for there is one terminal only to draw bars on.
   */
  public Output labelled(String text) {
    return new Output(out, err, colours, text + " ");
  }

  /** Whether progress can be drawn: stderr is a terminal, and this the only one to draw on it. */
  public boolean drawsProgress() {
    return Terminal.err() && label.isEmpty();
  }

  /** Prints the result as one JSON object, see {@link #json}. */
  public void value(Object result) {
    line(json(result));
  }

  /**
   * A result as the text that {@link #value} prints: its fields behind {@code "format"}. Shares are
   * fractions in 0..1, times are seconds unless a name says otherwise; docs/json.md has it all.
   *
   * @param result a record
   * @throws IllegalArgumentException when it becomes no JSON object, which could not grow
   */
  public static String json(Object result) {
    try {
      if (!(JSON.valueToTree(result) instanceof ObjectNode fields)) {
        throw new IllegalArgumentException("A result is an object, given " + result.getClass());
      }
      ObjectNode whole = JSON.createObjectNode().put("format", FORMAT);
      return JSON.writeValueAsString(whole.setAll(fields));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints a line of the result. */
  public void line(String text) {
    out.println(text);
    out.flush();
  }

  /** Prints a sentence of the result, no wider than the terminal. */
  public void sentence(String text) {
    Wrapping.lines(text, Terminal.columns()).forEach(this::line);
  }

  /** Prints a heading, bold on a terminal. */
  public void heading(String text) {
    line(colours.enabled() ? Ansi.Style.bold.on() + text + Ansi.Style.bold.off() : text);
  }

  /** Prints a table: on a terminal with bold titles, and no wider than that. */
  public void table(Table table) {
    List<String> lines = table.lines(Terminal.columns());
    heading(lines.get(0));
    lines.subList(1, lines.size()).forEach(this::line);
  }

  /** Says something on stderr: what is being done, where a file is. */
  public void note(String text) {
    err.println(label + text);
    err.flush();
  }

  /** Stderr, for progress. */
  public PrintWriter err() {
    return err;
  }
}
