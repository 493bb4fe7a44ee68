package org.ash.train;

import java.nio.file.Path;

/**
 * Told what happens in a training, on the training's own thread: progress bars, metric files,
 * TensorBoard. What a listener throws ends the training.
 */
public interface TrainingListener {

  /**
   * Training begins or goes on.
   *
   * @param start where it stands
   */
  default void onStart(Start start) {}

  /** A step was done. */
  default void onStep(StepReport report) {}

  /**
   * A batch of the test set was evaluated.
   *
   * @param done examples of the test set so far
   * @param total examples in it
   */
  default void onEvaluationProgress(long done, long total) {}

  /** The test set was evaluated; the end of the epoch is told next. */
  default void onEvaluation(Evaluation evaluation) {}

  /** An epoch was done, and evaluated when there is a test set. */
  default void onEpoch(EpochReport report) {}

  /** A checkpoint is complete and the latest. */
  default void onCheckpoint(Path folder, Progress progress) {}

  /** Training is over, for whichever reason but an error. */
  default void onEnd(TrainingResult result) {}

  /**
   * What is ahead.
   *
   * @param config the settings
   * @param progress how far it has come; beyond the start when it is resumed
   * @param batches steps in an epoch
   * @param steps steps in all
   * @param parameters number of trained numbers
   */
  record Start(
      TrainingConfig config, Progress progress, int batches, long steps, long parameters) {}
}
