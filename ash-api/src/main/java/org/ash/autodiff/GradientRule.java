package org.ash.autodiff;

import org.ash.ir.Op;

/**
 * Writes the gradient of one operator.
 *
 * @param <O> the operator
 */
@FunctionalInterface
interface GradientRule<O extends Op> {

  /**
   * Gives a gradient to each operand that wants one.
   *
   * @param op the operator with its attributes
   * @param at the node, the gradients of its results, and who takes those of its operands
   */
  void write(O op, Backward at);
}
