package org.ash.nn;

import org.ash.ir.Variable;
import org.ash.tensor.Tensor;

/** Gives a parameter its first value; a pure function, the same on every machine and engine. */
@FunctionalInterface
public interface Initializer {

  /**
   * The first value.
   *
   * @param variable what is initialized; its name keys the random numbers
   * @param seed the user's seed
   * @return a tensor of the variable's type and shape
   */
  Tensor create(Variable variable, long seed);
}
