package org.ash.train;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Mixup (Zhang et al., ICLR 2018): each image of a batch is blended with another of the same batch,
 * {@code share x + (1 - share) x'}, and so are their labels. One share for a batch, of the Beta
 * distribution (alpha, alpha); the larger part is the image's own, so that its label is what the
 * accuracy is counted by. Order and share are pure functions of seed and step. Not for use by
 * several threads.
 */
final class Mixup {
  /** Input of the training graph: the labels of the other images. */
  static final String PARTNERS = "partners";

  /** Input of the training graph: how much of a blend is the image's own, in [0.5, 1]. */
  static final String SHARE = "share";

  private final double alpha;
  private final long seed;
  private Optional<Mixed> made = Optional.empty();

  /**
   * Mixing with this strength.
   *
   * @param alpha above 0; 1 takes every share alike, less prefers shares near 1
   */
  Mixup(double alpha, long seed) {
    this.alpha = alpha;
    this.seed = seed;
  }

  /**
   * A batch that was blended.
   *
   * @param images blended, {@code [n, C, H, W]}
   * @param partners labels of the other images, {@code [n]}
   * @param share FLOAT32 scalar
   */
  record Mixed(Tensor images, Tensor partners, Tensor share) {}

  /** Blends the batch of a step; the tensors are written anew at the next call. */
  Mixed of(Batch batch, long step) {
    Mixed mixed =
        made.filter(m -> m.images().shape().equals(batch.images().shape()))
            .orElseGet(() -> room(batch.images().shape()));
    made = Optional.of(mixed);
    int[] others = new Philox(seed, Philox.site("mixup", step)).permutation(batch.size());
    double beta = beta(new Philox(seed, Philox.site("mixup.share", step)), alpha);
    float share = (float) Math.max(beta, 1 - beta);
    mixed.share().set(0, share);
    FloatBuffer from = batch.images().floats();
    FloatBuffer to = mixed.images().floats();
    int size = batch.images().size() / batch.size();
    float[] own = new float[size];
    float[] other = new float[size];
    for (int i = 0; i < batch.size(); i++) {
      from.get(i * size, own);
      from.get(others[i] * size, other);
      for (int k = 0; k < size; k++) {
        own[k] = share * own[k] + (1 - share) * other[k];
      }
      to.put(i * size, own);
      mixed.partners().set(i, batch.labels().get(others[i]));
    }
    return mixed;
  }

  private static Mixed room(Shape images) {
    return new Mixed(
        Tensor.allocate(DType.FLOAT32, images),
        Tensor.allocate(DType.INT64, Shape.of(images.dim(0))),
        Tensor.allocate(DType.FLOAT32, Shape.scalar()));
  }

  /**
   * A number of the Beta distribution (alpha, alpha): up to 1 by Jöhnk's method, above by rejection
   * from the uniform distribution, whose density bounds it by its value in the middle.
   */
  static double beta(Philox stream, double alpha) {
    for (long draw = 0; ; draw += 2) {
      double u = stream.uniform(draw);
      double v = stream.uniform(draw + 1);
      if (alpha > 1) {
        if (v <= StrictMath.pow(4 * u * (1 - u), alpha - 1)) {
          return u;
        }
      } else {
        double x = StrictMath.pow(u, 1 / alpha);
        double y = StrictMath.pow(v, 1 / alpha);
        if (x + y > 0 && x + y <= 1) {
          return x / (x + y);
        }
      }
    }
  }
}
