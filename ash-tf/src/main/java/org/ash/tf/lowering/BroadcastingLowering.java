package org.ash.tf.lowering;

import java.util.List;
import org.ash.ir.Broadcasting;
import org.ash.ir.Node;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.ir.TensorType;
import org.ash.tensor.DType;
import org.tensorflow.Output;

/** Operators on broadcast operands, which are brought into one layout first. */
final class BroadcastingLowering {
  private BroadcastingLowering() {}

  static void register(OperatorTable<Lowering> table) {
    binary(table, Broadcasting.Add.class, "AddV2");
    binary(table, Broadcasting.Sub.class, "Sub");
    binary(table, Broadcasting.Mul.class, "Mul");
    table.on(
        Broadcasting.Div.class,
        (tf, node, in) ->
            combine(
                tf, node, in.get(0).type().dtype().isFloating() ? "RealDiv" : "TruncateDiv", in));
    binary(table, Broadcasting.Pow.class, "Pow");
    binary(table, Broadcasting.Max.class, "Maximum");
    binary(table, Broadcasting.Min.class, "Minimum");
    binary(table, Broadcasting.Equal.class, "Equal");
    table.on(Broadcasting.Greater.class, named("Greater").when(BroadcastingLowering::isNumber));
    table.on(Broadcasting.Less.class, named("Less").when(BroadcastingLowering::isNumber));
    binary(table, Broadcasting.And.class, "LogicalAnd");
    binary(table, Broadcasting.Or.class, "LogicalOr");
    binary(table, Broadcasting.Where.class, "SelectV2");
  }

  private static void binary(OperatorTable<Lowering> table, Class<? extends Op> op, String type) {
    table.on(op, named(type));
  }

  private static Lowering named(String type) {
    return (tf, node, in) -> combine(tf, node, type, in);
  }

  private static List<Lowered> combine(LoweringScope tf, Node node, String type, List<Lowered> in) {
    TensorType result = node.output(0).type();
    Layout layout = tf.common(result.rank(), in);
    Output<?>[] operands =
        in.stream().map(operand -> tf.broadcastable(operand, layout)).toArray(Output<?>[]::new);
    return List.of(new Lowered(tf.op(type, operands), result, layout));
  }

  private static boolean isNumber(TensorType type) {
    return type.dtype() != DType.BOOL;
  }
}
