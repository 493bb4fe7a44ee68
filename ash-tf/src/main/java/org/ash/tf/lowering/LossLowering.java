package org.ash.tf.lowering;

import java.util.List;
import org.ash.ir.LossComposite;
import org.ash.ir.OperatorTable;
import org.tensorflow.Output;

/**
 * Softmax cross-entropy. Its gradient is not claimed: TensorFlow's assumes that the labels of a
 * sample sum to one.
 */
final class LossLowering {
  private LossLowering() {}

  static void register(OperatorTable<Lowering> table) {
    table.on(
        LossComposite.SoftmaxCrossEntropy.class,
        (tf, node, in) -> {
          Output<?> loss =
              tf.op("SoftmaxCrossEntropyWithLogits", tf.logical(in.get(0)), tf.logical(in.get(1)));
          return List.of(Lowered.logical(loss, node.output(0).type()));
        });
  }
}
