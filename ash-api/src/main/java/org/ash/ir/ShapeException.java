package org.ash.ir;

/** An operator was given operands whose types or shapes do not fit; the message tells all. */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** With a message that names the node, the operator, the shapes and what was expected. */
  public ShapeException(String message) {
    super(message);
  }
}
