package org.ash.tf.lowering;

import java.util.List;
import org.ash.ir.ActivationComposite;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.tensor.DType;
import org.tensorflow.Output;

/** Activations for which TensorFlow has a kernel of its own. */
final class ActivationLowering {
  private ActivationLowering() {}

  static void register(OperatorTable<Lowering> table) {
    table.on(
        ActivationComposite.LeakyRelu.class,
        ((Lowering) ActivationLowering::leakyRelu).when(type -> type.dtype() == DType.FLOAT32));
    table.on(
        ActivationComposite.Elu.class,
        unary("Elu").whenOp((op, inputs) -> ((ActivationComposite.Elu) op).alpha() == 1));
    table.on(ActivationComposite.Selu.class, unary("Selu"));
    table.on(
        ActivationComposite.ReluGradient.class,
        (tf, node, in) -> {
          Lowered y = in.get(1);
          Output<?> dx = tf.op("ReluGrad", tf.in(in.get(0), y.layout()), y.output());
          return List.of(y.with(dx, y.type()));
        });
  }

  /** For FLOAT32 only: the kernel's attribute is a float. */
  private static List<Lowered> leakyRelu(LoweringScope tf, Node node, List<Lowered> in) {
    double slope = ((ActivationComposite.LeakyRelu) node.op()).slope();
    Output<?> y = tf.op("LeakyRelu").in(in.get(0).output()).attr("alpha", slope).one();
    return List.of(in.get(0).with(y, in.get(0).type()));
  }

  private static Lowering unary(String type) {
    return (tf, node, in) ->
        List.of(in.get(0).with(tf.op(type, in.get(0).output()), in.get(0).type()));
  }
}
