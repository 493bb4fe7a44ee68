package org.ash.train;

import java.util.Map;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Runs the {@code train} graph; its small tensors are made once. */
final class StepRunner {
  private final Executable executable;
  private final Tensor learningRate = Tensor.allocate(DType.FLOAT32, Shape.scalar());
  private final Tensor loss = Tensor.allocate(DType.FLOAT32, Shape.scalar());
  private final Tensor correct = Tensor.allocate(DType.FLOAT32, Shape.scalar());
  private final Tensor gradientNorm = Tensor.allocate(DType.FLOAT32, Shape.scalar());
  private final Map<String, Tensor> results =
      Map.of(
          TrainingModule.LOSS, loss,
          TrainingModule.CORRECT, correct,
          TrainingModule.GRADIENT_NORM, gradientNorm);

  StepRunner(Executable executable) {
    this.executable = executable;
  }

  /** One step. */
  void run(Batch batch, double rate) {
    learningRate.set(0, rate);
    executable.run(
        TrainingModule.TRAIN,
        Map.of(
            TrainingModule.IMAGES, batch.images(),
            TrainingModule.LABELS, batch.labels(),
            TrainingModule.LEARNING_RATE, learningRate),
        results);
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
}
