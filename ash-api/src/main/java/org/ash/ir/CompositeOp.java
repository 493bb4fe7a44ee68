package org.ash.ir;

import java.util.List;

/**
 * An operator that says itself how it is made of others. A backend may claim it where that is
 * faster; where it does not, the decomposition is executed. The same decomposition serves the
 * gradient where no rule of its own is registered.
 *
 * <p>The project's own composites are sealed families as the primitives are; {@link CustomOp} is
 * the open door for users.
 */
public sealed interface CompositeOp extends Op
    permits AshComposite,
        ActivationComposite,
        BatchNormalizationComposite,
        LossComposite,
        OrderingComposite,
        CustomOp {

  /**
   * Writes the operator in terms of others.
   *
   * @param graph where to write
   * @param inputs the operands, of types that {@link #infer} accepts
   * @return the results, as many and of the types that {@link #infer} gives
   */
  List<Value> decompose(GraphBuilder graph, List<Value> inputs);
}
