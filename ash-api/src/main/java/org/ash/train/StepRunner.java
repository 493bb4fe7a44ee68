package org.ash.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Runs the graphs of a step, whole or in parts; its small tensors are made once. */
final class StepRunner {
  private final Executable executable;
  private final int parts;
  private final boolean averages;
  private final Tensor learningRate = scalar();
  private final Tensor averageShare = scalar();
  private final Tensor keep = scalar();
  private final Tensor loss = scalar();
  private final Tensor correct = scalar();
  private final Tensor gradientNorm = scalar();
  private final Map<String, Tensor> results =
      Map.of(
          TrainingModule.LOSS, loss,
          TrainingModule.CORRECT, correct,
          TrainingModule.GRADIENT_NORM, gradientNorm);

  /** For the module of a training with these settings. */
  StepRunner(Executable executable, TrainingConfig config) {
    this.executable = executable;
    parts = config.parts();
    averages = config.averageDecay() > 0;
  }

  /**
   * One step.
   *
   * @param averageShare what the weights after the step are to the average, in [0, 1]
   */
  void run(StepInput input, double rate, double averageShare) {
    learningRate.set(0, rate);
    this.averageShare.set(0, averageShare);
    Map<String, Tensor> update = new LinkedHashMap<>();
    update.put(TrainingModule.LEARNING_RATE, learningRate);
    if (averages) {
      update.put(WeightAverage.SHARE, this.averageShare);
    }
    if (parts == 1) {
      update.putAll(input.feeds());
      executable.run(TrainingModule.TRAIN, update, results);
      return;
    }
    for (int i = 0; i < parts; i++) {
      keep.set(0, i == 0 ? 0 : 1);
      Map<String, Tensor> feeds = input.part(i, parts).feeds();
      feeds.put(GradientSum.KEEP, keep);
      executable.run(TrainingModule.TRAIN, feeds, Map.of());
    }
    executable.run(TrainingModule.APPLY, update, results);
  }

  /** Mean loss of the last step's batch. */
  double loss() {
    return loss.get(0);
  }

  /** How many of the last step's batch were recognized. */
  double correct() {
    return correct.get(0);
  }

  /** Norm of the last step's gradient before clipping. */
  double gradientNorm() {
    return gradientNorm.get(0);
  }

  private static Tensor scalar() {
    return Tensor.allocate(DType.FLOAT32, Shape.scalar());
  }
}
