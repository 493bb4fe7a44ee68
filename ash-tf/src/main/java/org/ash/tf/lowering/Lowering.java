package org.ash.tf.lowering;

import java.util.List;
import java.util.function.Predicate;
import org.ash.ir.Node;
import org.ash.ir.Op;
import org.ash.ir.TensorType;

/** How an operator is written as TensorFlow operations. */
@FunctionalInterface
interface Lowering {

  /**
   * Writes a node.
   *
   * @param tf where to write
   * @param node the node
   * @param in its lowered operands, in any layout
   * @return its lowered results, in any layout
   */
  List<Lowered> lower(LoweringScope tf, Node node, List<Lowered> in);

  /** Whether this case can be written. */
  default boolean accepts(Op op, List<TensorType> inputs) {
    return true;
  }

  /** This lowering, offered only for operands of which all fulfil a condition. */
  default Lowering when(Predicate<TensorType> condition) {
    return whenOp((op, inputs) -> inputs.stream().allMatch(condition));
  }

  /** This lowering, offered only for some cases. */
  default Lowering whenOp(Case condition) {
    Lowering all = this;
    return new Lowering() {
      @Override
      public List<Lowered> lower(LoweringScope tf, Node node, List<Lowered> in) {
        return all.lower(tf, node, in);
      }

      @Override
      public boolean accepts(Op op, List<TensorType> inputs) {
        return all.accepts(op, inputs) && condition.test(op, inputs);
      }
    };
  }

  /** A condition on an operator with its attributes and operand types. */
  @FunctionalInterface
  interface Case {
    /** Whether the case fulfils it. */
    boolean test(Op op, List<TensorType> inputs);
  }
}
