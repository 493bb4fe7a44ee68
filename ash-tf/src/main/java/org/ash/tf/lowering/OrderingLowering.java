package org.ash.tf.lowering;

import java.util.List;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.ir.OrderingComposite;
import org.tensorflow.Output;

/**
 * Orders that the flow of data does not give: an Identity with a control input. TensorFlow's
 * optimizers may move the control input to what reads the result, and take two operations for one
 * only when their control inputs are the same, too.
 */
final class OrderingLowering {
  private OrderingLowering() {}

  static void register(OperatorTable<Lowering> table) {
    table.on(OrderingComposite.After.class, OrderingLowering::after);
  }

  private static List<Lowered> after(LoweringScope tf, Node node, List<Lowered> in) {
    Lowered x = in.get(0);
    Output<?> y = tf.op("Identity").in(x.output()).after(List.of(in.get(1).output().op())).one();
    return List.of(x.with(y, x.type()));
  }
}
