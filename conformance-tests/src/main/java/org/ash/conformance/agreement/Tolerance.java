package org.ash.conformance.agreement;

import org.ash.reference.ErrorModel;

/** How far one operator may be off when its inputs are exact. */
@FunctionalInterface
public interface Tolerance {
  /** Allowed of an element of which nothing is prescribed: a sum whose partial sums overflow. */
  double ANYTHING = Double.POSITIVE_INFINITY;

  /**
   * The largest absolute error of each element of a floating output; NaN and infinities have none,
   * they are compared by rule.
   *
   * @param execution the operator with its exact operands and results
   * @param output which of its outputs, from 0
   * @param precision of the type in which the engine computes
   */
  double[] allowed(ErrorModel.Execution execution, int output, Precision precision);
}
