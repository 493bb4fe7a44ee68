package org.ash.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ash.nn.Network;
import org.ash.spi.Backend;
import org.ash.spi.Executable;
import org.ash.tensor.Tensor;
import org.ash.train.checkpoint.CheckpointException;

/**
 * A trained network, ready to classify: made from a checkpoint alone, on any backend. Not for use
 * by several threads.
 */
public final class Predictor implements AutoCloseable {
  private final Checkpoint checkpoint;
  private final Network network;
  private final Executable executable;
  private final Evaluator evaluator;

  private Predictor(Checkpoint checkpoint, Network network, Executable executable) {
    this.checkpoint = checkpoint;
    this.network = network;
    this.executable = executable;
    this.evaluator = new Evaluator(network, executable);
  }

  /**
   * Loads a checkpoint.
   *
   * @param path its folder, or a store or run folder, of which the latest is taken
   * @param backend who computes; stays open
   * @throws CheckpointException when it cannot be read
   */
  public static Predictor load(Path path, Backend backend) {
    Checkpoint checkpoint = Checkpoint.load(path);
    return of(checkpoint, checkpoint.network(), backend);
  }

  /**
   * Loads a checkpoint of a network that is not found by name.
   *
   * @throws CheckpointException when a tensor is missing or of another shape
   */
  public static Predictor of(Checkpoint checkpoint, Network network, Backend backend) {
    try {
      return new Predictor(
          checkpoint,
          network,
          backend.load(TrainingModule.inference(network, checkpoint.weights())));
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          "The checkpoint does not fit model " + network.name() + ": " + e.getMessage() + ".", e);
    }
  }

  /** What it was loaded from. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** The network. */
  public Network network() {
    return network;
  }

  /**
   * Classifies images.
   *
   * @param images UINT8 {@code [n, H, W, C]} or {@code [n, C, H, W]}, RGB or gray, already of the
   *     size that {@link Checkpoint#preprocessing} tells; normalized here
   * @return for each image every class, the most probable first
   * @throws IllegalArgumentException when type or shape is another
   */
  public List<List<Prediction>> predict(Tensor images) {
    return classify(checkpoint.preprocessing().normalize(images));
  }

  /**
   * Classifies images that are normalized already.
   *
   * @param images FLOAT32 {@code [n, C, H, W]}, as batches hold them
   * @return for each image every class, the most probable first
   */
  public List<List<Prediction>> classify(Tensor images) {
    Tensor logits = evaluator.logits(images);
    List<List<Prediction>> predictions = new ArrayList<>();
    for (int i = 0; i < images.shape().dim(0); i++) {
      predictions.add(ranked(logits, i, checkpoint.preprocessing().classNames()));
    }
    return predictions;
  }

  /** Evaluates on a labelled set; never leaves out the last batch. */
  public Evaluation evaluate(BatchSource source, int batchSize) {
    return evaluate(source, batchSize, (done, total) -> {});
  }

  /** As {@link #evaluate(BatchSource, int)}, telling how far it has come. */
  public Evaluation evaluate(BatchSource source, int batchSize, EvaluationProgress progress) {
    return evaluator.evaluate(source, batchSize, progress);
  }

  /** What each ASH has learned, with the shares on normalized images; empty without ASH. */
  public List<Inspection> inspect(Tensor images) {
    return Inspection.run(executable, images);
  }

  /** Releases what the backend holds; the backend stays open. A second call does nothing. */
  @Override
  public void close() {
    executable.close();
  }

  private List<Prediction> ranked(Tensor logits, int row, List<String> names) {
    int classes = network.classes();
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      max = Math.max(max, logits.get(row * classes + c));
    }
    double[] exponentials = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      exponentials[c] = Math.exp(logits.get(row * classes + c) - max);
      sum += exponentials[c];
    }
    List<Prediction> ranked = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      ranked.add(new Prediction(c, names.get(c), exponentials[c] / sum));
    }
    ranked.sort(Comparator.comparingDouble(Prediction::probability).reversed());
    return List.copyOf(ranked);
  }
}
