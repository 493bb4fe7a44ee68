package org.ash.nn;

import org.ash.ir.SymbolicShape;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Random truths that a training graph is fed with at each step, BOOL, true with a probability: a
 * pure function of seed, step and name, the same whatever engine runs the graph.
 *
 * <p>Element i is true when number i of the Philox stream keyed by the seed at the site {@code
 * (name, step)}, uniform in [0, 1), is below the probability.
 *
 * @param name of the graph's input
 * @param probability of true, in (0, 1]
 * @param shape of the input
 */
public record RandomMask(String name, double probability, SymbolicShape shape) {
  private static final int WORDS = 4;

  /** Checks the range. */
  public RandomMask {
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "A mask is true with a probability in (0, 1], given " + probability + ".");
    }
  }

  /**
   * The values of one step.
   *
   * @param concrete shape of the step's batch
   * @param seed of the training
   * @param step from 0
   */
  public Tensor values(Shape concrete, long seed, long step) {
    Tensor mask = Tensor.allocate(DType.BOOL, concrete);
    fill(mask, seed, step);
    return mask;
  }

  /** Fills a BOOL tensor with the values of one step. */
  public void fill(Tensor mask, long seed, long step) {
    Philox random = new Philox(seed, Philox.site("mask/" + name, step));
    long below = (long) Math.ceil(probability * 0x1p32);
    byte[] values = new byte[mask.size()];
    for (int i = 0; i < values.length; i += WORDS) {
      int[] words = random.block(i / WORDS);
      for (int k = 0; k < Math.min(WORDS, values.length - i); k++) {
        values[i + k] = (byte) ((words[k] & 0xffffffffL) < below ? 1 : 0);
      }
    }
    mask.bytes().put(0, values);
  }
}
