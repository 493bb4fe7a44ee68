package org.ash.conformance.vector;

/** A data file of the suite is not as it should be; the message names file, entry and field. */
public final class ConformanceDataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With a message for whoever edits the file. */
  public ConformanceDataException(String message) {
    super(message);
  }

  /** With a cause. */
  public ConformanceDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
