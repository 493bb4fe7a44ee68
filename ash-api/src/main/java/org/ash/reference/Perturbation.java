package org.ash.reference;

import org.ash.ir.Value;
import org.ash.tensor.Philox;

/**
 * Rounding noise: each floating result of a node is multiplied by {@code 1 + magnitude * r}, r
 * uniform in [-1, 1). The spread of several runs shows how far apart engines may end up whose only
 * sin is rounding.
 *
 * @param magnitude the largest relative change, as 2^-24 for float32
 * @param seed keys r, together with the name of the value and the position in it
 */
record Perturbation(double magnitude, long seed) {
  /** Rounding errors of float32. */
  static Perturbation float32(long seed) {
    return new Perturbation(0x1p-24, seed);
  }

  void apply(Value value, NdArray array) {
    if (!array.isFloating()) {
      return;
    }
    Philox noise = new Philox(seed, Philox.site(value.name()));
    double[] elements = array.reals();
    for (int i = 0; i < elements.length; i++) {
      elements[i] *= 1 + magnitude * (2 * noise.uniform(i) - 1);
    }
  }
}
