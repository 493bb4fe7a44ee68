package org.ash.reference;

import org.ash.ir.Node;
import org.ash.tensor.Tensor;

/**
 * How far an engine whose only sin is rounding may be off in one node, its inputs being exact: what
 * {@link Oracle#evaluatePerturbed} makes noise of, to find how the errors of the parts of a
 * composite or a whole network add up.
 */
@FunctionalInterface
public interface ErrorModel {

  /** One rounding to float32 of each result: {@code 2^-24 |y|}. */
  ErrorModel FLOAT32 =
      (execution, output) -> {
        double[] errors = execution.output(output).toDoubles();
        for (int i = 0; i < errors.length; i++) {
          errors[i] = 0x1p-24 * Math.abs(errors[i]);
        }
        return errors;
      };

  /**
   * The largest absolute error of each element of an output.
   *
   * @param execution the node with its operands and exact results
   * @param output which of its outputs, from 0
   */
  double[] errors(Execution execution, int output);

  /** One node with the values that it took and gave. */
  interface Execution {
    /** The node. */
    Node node();

    /** A copy of an operand: FLOAT64 for every floating type, exact for the others. */
    Tensor input(int index);

    /** A copy of a result, as {@link #input}. */
    Tensor output(int index);
  }
}
