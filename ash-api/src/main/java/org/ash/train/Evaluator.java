package org.ash.train;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ash.nn.Network;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Runs the {@code eval} graph over a whole data set; never leaves out the last batch. */
final class Evaluator {
  private final Network network;
  private final Executable executable;
  private final Map<Integer, Tensor> logitsBySize = new HashMap<>();

  Evaluator(Network network, Executable executable) {
    this.network = network;
    this.executable = executable;
  }

  /**
   * Evaluates.
   *
   * @throws IllegalArgumentException when the data set does not fit the network, is empty, or gives
   *     none of its examples
   */
  Evaluation evaluate(BatchSource source, int batchSize, EvaluationProgress progress) {
    return evaluate(source, batchSize, progress, () -> false).orElseThrow();
  }

  /** As the other; empty when it was asked to stop before the end. */
  Optional<Evaluation> evaluate(
      BatchSource source, int batchSize, EvaluationProgress progress, BooleanSupplier stop) {
    DataCheck check = new DataCheck(network);
    check.source(source);
    EvaluationCounter counter = new EvaluationCounter(network.classes(), source.examples());
    long done = 0;
    try (Batches batches = source.open(BatchSource.Pass.evaluation(batchSize))) {
      for (Optional<Batch> next = batches.next(); next.isPresent(); next = batches.next()) {
        if (stop.getAsBoolean()) {
          return Optional.empty();
        }
        Batch batch = next.get();
        check.batch(batch);
        counter.add(batch, logits(batch.images()));
        done += batch.size();
        progress.at(done, source.examples());
      }
    }
    if (done == 0) {
      throw nothingGiven(source);
    }
    return Optional.of(counter.result(source.preprocessing().classNames()));
  }

  private static IllegalArgumentException nothingGiven(BatchSource source) {
    return new IllegalArgumentException(
        "None of the "
            + source.examples()
            + " images to evaluate on could be read, so that there is no accuracy to tell; replace"
            + " the damaged ones or evaluate on others.");
  }

  /** The logits of normalized images; the tensor is reused for the next call of this size. */
  Tensor logits(Tensor images) {
    int samples = (int) images.shape().dim(0);
    Tensor logits =
        logitsBySize.computeIfAbsent(
            samples, n -> Tensor.allocate(DType.FLOAT32, Shape.of(n, network.classes())));
    executable.run(
        TrainingModule.EVAL,
        Map.of(TrainingModule.IMAGES, images),
        Map.of(TrainingModule.LOGITS, logits));
    return logits;
  }
}
