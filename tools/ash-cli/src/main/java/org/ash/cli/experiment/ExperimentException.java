package org.ash.cli.experiment;

/** An experiment that cannot be read or run; the message is one line for the person. */
public final class ExperimentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public ExperimentException(String message) {
    super(message);
  }

  /** With a message and what went wrong below. */
  public ExperimentException(String message, Throwable cause) {
    super(message, cause);
  }
}
