package org.ash.train.checkpoint;

/** A checkpoint could not be written or read; the message names the file and what to do. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message of one line. */
  public CheckpointException(String message) {
    super(message);
  }

  /** With a message of one line and its cause. */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
