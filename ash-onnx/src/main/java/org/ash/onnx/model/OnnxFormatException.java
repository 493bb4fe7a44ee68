package org.ash.onnx.model;

/** A file or message is not the ONNX it should be; the message is one line for the person. */
public final class OnnxFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public OnnxFormatException(String message) {
    super(message);
  }

  /** With a message and what led to it. */
  public OnnxFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
