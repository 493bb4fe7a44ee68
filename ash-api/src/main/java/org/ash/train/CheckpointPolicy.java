package org.ash.train;

import java.time.Duration;
import java.util.Optional;
import org.ash.train.checkpoint.CheckpointStore;

/**
 * Where and how often a training saves itself: after each epoch and when it is interrupted, and in
 * between as often as is asked for.
 *
 * @param store where; empty saves nothing
 * @param everySteps saves after this many steps; 0 does not
 * @param every saves when this much time has passed since the last one; zero does not
 */
record CheckpointPolicy(Optional<CheckpointStore> store, int everySteps, Duration every) {

  /** Checks the ranges. */
  CheckpointPolicy {
    if (everySteps < 0 || every.isNegative()) {
      throw new IllegalArgumentException(
          "Checkpoints come every 0 or more steps and seconds, given "
              + everySteps
              + " and "
              + every
              + ".");
    }
  }

  /** Whether one is due after a step within an epoch. */
  boolean due(long step, long nanosSinceLast) {
    boolean bySteps = everySteps > 0 && step % everySteps == 0;
    boolean byTime = !every.isZero() && nanosSinceLast >= every.toNanos();
    return store.isPresent() && (bySteps || byTime);
  }
}
