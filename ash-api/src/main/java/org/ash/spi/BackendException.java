package org.ash.spi;

/** A backend could not be found, opened or run; the message is one line for the person. */
public final class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public BackendException(String message) {
    super(message);
  }

  /** With a message and what the engine threw. */
  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
