package org.ash.onnx.verify;

/**
 * Something found in a model's structure.
 *
 * @param severity whether it fails the verification
 * @param message one line for the person; characters that steer terminals are replaced, and a name
 *     of a thousand characters is cut
 */
public record Finding(Severity severity, String message) {
  private static final int LONGEST = 1_000;

  /** Makes the message fit for a terminal: a file may name things as it likes. */
  public Finding {
    message = message.replaceAll("\\p{Cntrl}+", " ");
    message = message.length() > LONGEST ? message.substring(0, LONGEST) + " ..." : message;
  }

  /** Weight of a finding. */
  public enum Severity {
    /** The model is wrong. */
    ERROR,
    /** The model may be right, but something about the verification must be known. */
    NOTE
  }

  /** A finding that fails the verification. */
  static Finding error(String message) {
    return new Finding(Severity.ERROR, message);
  }

  /** A finding that does not. */
  static Finding note(String message) {
    return new Finding(Severity.NOTE, message);
  }

  /** As in {@code error: the graph has two values named 'x'}. */
  @Override
  public String toString() {
    return (severity == Severity.ERROR ? "error: " : "note: ") + message;
  }
}
