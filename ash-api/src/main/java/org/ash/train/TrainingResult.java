package org.ash.train;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a training ended.
 *
 * @param status why it ended
 * @param progress how far it came, with the metrics of each epoch
 * @param checkpoint the last one saved, when there is a store
 */
public record TrainingResult(Status status, Progress progress, Optional<Path> checkpoint) {

  /** Why a training ended. */
  public enum Status {
    /** All epochs are done. */
    COMPLETED,
    /** The test metric had not become better for as long as was allowed. */
    EARLY_STOPPED,
    /** Somebody asked it to stop; it can be resumed. */
    INTERRUPTED
  }

  /** The test figures after the last epoch. */
  public Optional<Evaluation.Summary> test() {
    int epochs = progress.history().size();
    return epochs == 0 ? Optional.empty() : progress.history().get(epochs - 1).test();
  }
}
