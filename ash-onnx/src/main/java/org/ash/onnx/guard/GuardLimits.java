package org.ash.onnx.guard;

import java.time.Duration;

/**
 * What natives may take of the machine for a file.
 *
 * @param time of each step: to check a file, to load it, to run it once
 * @param memoryBytes of main memory that the process takes, watched where the system is Linux
 */
public record GuardLimits(Duration time, long memoryBytes) {
  private static final Duration USUAL_TIME = Duration.ofSeconds(60);
  private static final long USUAL_MEMORY_BYTES = 4L << 30;

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException when one is not positive
   */
  public GuardLimits {
    if (time.isNegative() || time.isZero() || memoryBytes < 1) {
      throw new IllegalArgumentException(
          "Limits are positive, given " + time + " and " + memoryBytes + " bytes.");
    }
  }

  /** A minute for each step, and 4 GiB. */
  public static GuardLimits usual() {
    return new GuardLimits(USUAL_TIME, USUAL_MEMORY_BYTES);
  }
}
