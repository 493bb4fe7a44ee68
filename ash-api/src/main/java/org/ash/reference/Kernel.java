package org.ash.reference;

import java.util.List;
import org.ash.ir.Op;

/**
 * Computes one operator.
 *
 * @param <O> the operator
 */
@FunctionalInterface
interface Kernel<O extends Op> {

  /**
   * Fills the outputs.
   *
   * @param op the operator with its attributes
   * @param in the operands, not to be written to
   * @param out an array of zeros of the right type and shape for each result
   */
  void compute(O op, List<NdArray> in, List<NdArray> out);
}
