package org.ash.cli.output;

/** Has a test run as if these streams were terminals, and puts back what was said before. */
final class TerminalStreams implements AutoCloseable {
  private final String before = System.getProperty(Terminal.PROPERTY, "");

  /** As the launcher says it: {@code out}, {@code err}, {@code out,err} or nothing. */
  TerminalStreams(String streams) {
    System.setProperty(Terminal.PROPERTY, streams);
  }

  @Override
  public void close() {
    System.setProperty(Terminal.PROPERTY, before);
  }
}
