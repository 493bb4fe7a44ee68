package org.ash.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.nn.Network;
import org.ash.tensor.Tensor;

/**
 * A training as it was described.
 *
 * @param network what is trained
 * @param config the settings
 * @param training what it is trained on
 * @param test what it is evaluated on after each epoch
 * @param listeners whom to tell
 * @param checkpoints where and how often it saves itself
 * @param weights what some weights begin with instead of random values
 */
record TrainingPlan(
    Network network,
    TrainingConfig config,
    BatchSource training,
    Optional<BatchSource> test,
    List<TrainingListener> listeners,
    CheckpointPolicy checkpoints,
    Map<String, Tensor> weights) {

  /** Steps in an epoch; a smaller last batch is left out. */
  int batches() {
    return training.examples() / config.batchSize();
  }

  /** Steps in all. */
  long steps() {
    return (long) batches() * config.epochs();
  }

  /**
   * Checks that everything fits together.
   *
   * @throws IllegalArgumentException saying what does not
   */
  void check(Optional<Checkpoint> resumed) {
    if (!config.model().equals(network.name())
        || !config.activation().equals(network.activation())
        || config.classes() != network.classes()) {
      throw new IllegalArgumentException(
          "The settings are for "
              + named(config.model(), config.activation(), config.classes())
              + ", the network is "
              + named(network.name(), network.activation(), network.classes())
              + ".");
    }
    DataCheck data = new DataCheck(network);
    data.source(training);
    test.ifPresent(data::source);
    if (batches() == 0) {
      throw new IllegalArgumentException(
          "A batch of "
              + config.batchSize()
              + " is more than the "
              + training.examples()
              + " examples there are; choose a smaller batch size.");
    }
    if (config.patience() > 0 && test.isEmpty()) {
      throw new IllegalArgumentException("Stopping early needs a test set to watch.");
    }
    resumed.ifPresent(this::checkResumed);
  }

  private void checkResumed(Checkpoint checkpoint) {
    if (checkpoint.examples() != training.examples()) {
      throw new IllegalArgumentException(
          "The checkpoint was trained on "
              + checkpoint.examples()
              + " examples, the data set has "
              + training.examples()
              + "; resume with the same data.");
    }
    Preprocessing before = checkpoint.preprocessing();
    if (!before.agrees(training.preprocessing())) {
      throw new IllegalArgumentException(
          "The checkpoint was trained on "
              + before
              + ", the data set gives "
              + training.preprocessing()
              + "; resume with the same data.");
    }
  }

  private static String named(String model, String activation, int classes) {
    return model + " with " + activation + " and " + classes + " classes";
  }
}
