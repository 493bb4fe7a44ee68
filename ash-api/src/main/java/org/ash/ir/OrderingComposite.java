package org.ash.ir;

import java.util.List;

/**
 * Operators that change no value and tell only when something is to be computed.
 *
 * <p>An engine that runs nodes in the graph's order needs none of them and takes the decomposition,
 * in which they are gone. One that runs a node as soon as its operands are there, or merges equal
 * nodes, claims them.
 */
public sealed interface OrderingComposite extends CompositeOp {

  /**
   * {@code x}, not before {@code order} has been computed. Inputs {@code x} and {@code order}, each
   * of any type; output as x. What is computed from the result can be no earlier, and is not the
   * same to an engine as what is computed from x itself.
   */
  record After() implements OrderingComposite {
    @Override
    public List<TensorType> infer(Operands in) {
      return List.of(in.expectCount(2).type(0));
    }

    @Override
    public List<Value> decompose(GraphBuilder g, List<Value> inputs) {
      return List.of(inputs.get(0));
    }
  }
}
