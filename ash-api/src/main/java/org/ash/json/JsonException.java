package org.ash.json;

/** A text is not JSON, or a value is not what its reader expects; the message says where. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message of one line. */
  public JsonException(String message) {
    super(message);
  }
}
