package org.ash.cli.run;

/** A run folder that cannot be used; the message is one line for the person. */
public final class RunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public RunException(String message) {
    super(message);
  }

  /** With a message and what went wrong below. */
  public RunException(String message, Throwable cause) {
    super(message, cause);
  }
}
