package org.ash.cli.output;

import java.io.PrintWriter;

/** What is being done now, on stderr: one line that is overwritten on a terminal, else lines. */
public final class StatusLine implements AutoCloseable {
  private final PrintWriter err;

  /** On this output's stderr. */
  public StatusLine(Output output) {
    this.err = output.err();
  }

  /** Says what is done now. */
  public void show(String text) {
    if (Terminal.err()) {
      err.print(Terminal.freshLine() + text);
    } else {
      err.println(text);
    }
    err.flush();
  }

  /** Takes the line from the terminal. */
  @Override
  public void close() {
    if (Terminal.err()) {
      err.print(Terminal.freshLine());
      err.flush();
    }
  }
}
