package org.ash.train;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.nn.RandomMask;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Runs the {@code train} graph; its small tensors are made once. */
final class StepRunner {
  private final Executable executable;
  private final List<RandomMask> masks;
  private final long seed;
  private final Map<String, Tensor> filled = new HashMap<>();
  private final Tensor learningRate = Tensor.allocate(DType.FLOAT32, Shape.scalar());
  private final Tensor loss = Tensor.allocate(DType.FLOAT32, Shape.scalar());
  private final Tensor correct = Tensor.allocate(DType.FLOAT32, Shape.scalar());
  private final Tensor gradientNorm = Tensor.allocate(DType.FLOAT32, Shape.scalar());
  private final Map<String, Tensor> results =
      Map.of(
          TrainingModule.LOSS, loss,
          TrainingModule.CORRECT, correct,
          TrainingModule.GRADIENT_NORM, gradientNorm);

  /**
   * For a module.
   *
   * @param executable of the module
   * @param masks what it is fed with besides the batch
   * @param seed keys the masks
   */
  StepRunner(Executable executable, List<RandomMask> masks, long seed) {
    this.executable = executable;
    this.masks = List.copyOf(masks);
    this.seed = seed;
  }

  /**
   * One step.
   *
   * @param step its number, from 0
   */
  void run(Batch batch, double rate, long step) {
    learningRate.set(0, rate);
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    feeds.put(TrainingModule.IMAGES, batch.images());
    feeds.put(TrainingModule.LABELS, batch.labels());
    feeds.put(TrainingModule.LEARNING_RATE, learningRate);
    masks.forEach(mask -> feeds.put(mask.name(), values(mask, batch, step)));
    executable.run(TrainingModule.TRAIN, feeds, results);
  }

  /** The tensor of a mask is made once and filled anew at each step. */
  private Tensor values(RandomMask mask, Batch batch, long step) {
    Map<String, Long> symbols = new HashMap<>();
    mask.shape()
        .dims()
        .forEach(dim -> dim.symbols().forEach(symbol -> symbols.put(symbol, (long) batch.size())));
    Shape shape = mask.shape().bind(symbols);
    Tensor values =
        filled.compute(
            mask.name(),
            (name, known) ->
                known != null && known.shape().equals(shape)
                    ? known
                    : Tensor.allocate(DType.BOOL, shape));
    mask.fill(values, seed, step);
    return values;
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
