package org.ash.train;

/** A training cannot go on; the message says at which step, where, and what may help. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long step;

  /** With the number of the step, from 1, and a message. */
  public TrainingException(long step, String message) {
    super(message);
    this.step = step;
  }

  /** Number of the step that failed, from 1. */
  public long step() {
    return step;
  }
}
