package org.ash.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Generated gray images of 6 x 6: class c is bright in the rows where {@code row % classes == c}.
 */
final class TinyImages implements BatchSource {
  private static final int SIDE = 6;

  private final int examples;
  private final int classes;
  private final long seed;

  TinyImages(int examples, int classes, long seed) {
    this.examples = examples;
    this.classes = classes;
    this.seed = seed;
  }

  @Override
  public int examples() {
    return examples;
  }

  @Override
  public Preprocessing preprocessing() {
    return new Preprocessing(
        1,
        SIDE,
        SIDE,
        List.of(0.5),
        List.of(0.25),
        IntStream.range(0, classes).mapToObj(c -> "stripes" + c).toList());
  }

  @Override
  public Batches open(Pass pass) {
    int[] order =
        pass.shuffle()
            ? new Philox(pass.seed(), Philox.site("shuffle", pass.epoch())).permutation(examples)
            : IntStream.range(0, examples).toArray();
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < examples; from += pass.batchSize()) {
      int to = Math.min(from + pass.batchSize(), examples);
      if (to - from == pass.batchSize() || !pass.dropLast()) {
        batches.add(batch(Arrays.copyOfRange(order, from, to)));
      }
    }
    return new Batches() {
      private int next = pass.firstBatch();

      @Override
      public Optional<Batch> next() {
        return next < batches.size() ? Optional.of(batches.get(next++)) : Optional.empty();
      }

      @Override
      public void close() {}
    };
  }

  private Batch batch(int[] indices) {
    int n = indices.length;
    Tensor images = Tensor.allocate(DType.FLOAT32, Shape.of(n, 1, SIDE, SIDE));
    Tensor labels = Tensor.allocate(DType.INT64, Shape.of(n));
    for (int i = 0; i < n; i++) {
      Philox noise = new Philox(seed, Philox.site("image", indices[i]));
      int label = indices[i] % classes;
      labels.set(i, label);
      for (int p = 0; p < SIDE * SIDE; p++) {
        double bright = p / SIDE % classes == label ? 1 : -1;
        images.set(i * SIDE * SIDE + p, bright + noise.uniform(p) - 0.5);
      }
    }
    return new Batch(images, labels);
  }
}
