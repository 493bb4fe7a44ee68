package org.ash.ir;

import java.util.List;

/**
 * An operator with its attributes. Names and semantics are ONNX's where ONNX has the operator; each
 * record's Javadoc is its definition.
 *
 * <p>The primitives are sealed in their families: each needs a gradient rule, an oracle kernel, a
 * lowering in every backend and an export, and the structural test names what is missing. A {@link
 * CompositeOp} brings its own decomposition instead.
 */
public sealed interface Op
    permits Elementwise,
        Broadcasting,
        Reduction,
        Contraction,
        Convolution,
        Normalization,
        Shaping,
        Indexing,
        CompositeOp {

  /** Name of the operator, ONNX's where it has one. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Names of the outputs, used to name the results of operators with several. */
  default List<String> outputNames() {
    return List.of("y");
  }

  /**
   * Types of the results.
   *
   * @throws ShapeException when the operands do not fit
   */
  List<TensorType> infer(Operands in);
}
