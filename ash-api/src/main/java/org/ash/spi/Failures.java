package org.ash.spi;

/** Tells in one line why something of a stranger failed. */
final class Failures {
  private Failures() {}

  /**
   * The first line of the innermost cause, with its kind: {@code UnsatisfiedLinkError: no ash in
   * java.library.path}; without a full stop.
   */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String kind = cause.getClass().getSimpleName();
    String message = cause.getMessage();
    if (message == null || message.isBlank()) {
      return kind;
    }
    String line = message.strip().lines().findFirst().orElseThrow();
    return kind + ": " + (line.endsWith(".") ? line.substring(0, line.length() - 1) : line);
  }
}
