package org.ash.tf.lowering;

import org.ash.ir.TensorType;
import org.tensorflow.Output;

/**
 * A value of a graph as TensorFlow computes it.
 *
 * @param output the TensorFlow tensor, whose axes lie as the layout says
 * @param type the logical type
 * @param layout where the logical axes lie
 */
record Lowered(Output<?> output, TensorType type, Layout layout) {

  /** A value in logical order. */
  static Lowered logical(Output<?> output, TensorType type) {
    return new Lowered(output, type, Layout.logical(type.rank()));
  }

  /** A value of the same layout. */
  Lowered with(Output<?> result, TensorType resultType) {
    return new Lowered(result, resultType, layout);
  }

  int rank() {
    return type.rank();
  }
}
