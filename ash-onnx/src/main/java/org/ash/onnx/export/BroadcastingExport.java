package org.ash.onnx.export;

import java.util.List;
import java.util.Optional;
import org.ash.ir.Broadcasting;
import org.ash.ir.Node;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.ir.TensorType;
import org.ash.onnx.proto.TensorProto;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/** Broadcasting operators: each is one ONNX node, but for comparisons of booleans. */
final class BroadcastingExport {
  private BroadcastingExport() {}

  static void register(OperatorTable<Export> table) {
    List<Class<? extends Op>> sameNamed =
        List.of(
            Broadcasting.Add.class,
            Broadcasting.Sub.class,
            Broadcasting.Div.class,
            Broadcasting.Pow.class,
            Broadcasting.Max.class,
            Broadcasting.Min.class,
            Broadcasting.Equal.class,
            Broadcasting.And.class,
            Broadcasting.Or.class,
            Broadcasting.Where.class);
    sameNamed.forEach(op -> table.on(op, ElementwiseExport::sameName));
    table.on(Broadcasting.Mul.class, BroadcastingExport::mul);
    table.on(Broadcasting.Greater.class, BroadcastingExport::order);
    table.on(Broadcasting.Less.class, BroadcastingExport::order);
  }

  /** A product of two scalar constants, as ASH's 2 alpha, is computed here and now. */
  private static List<String> mul(Node node, NodeExport out) {
    Optional<Tensor> a = out.constantValue(out.in(0));
    Optional<Tensor> b = out.constantValue(out.in(1));
    TensorType type = node.output(0).type();
    if (a.isEmpty() || b.isEmpty() || type.rank() != 0 || !type.dtype().isFloating()) {
      return ElementwiseExport.sameName(node, out);
    }
    Tensor product = Tensor.scalar(type.dtype(), a.get().get(0) * b.get().get(0));
    return List.of(out.constant("product", product));
  }

  /** ONNX orders numbers only: booleans are compared as integers. */
  private static List<String> order(Node node, NodeExport out) {
    if (node.input(0).type().dtype() != DType.BOOL) {
      return ElementwiseExport.sameName(node, out);
    }
    return List.of(out.node(node.op().name(), number(out, 0), number(out, 1)));
  }

  private static String number(NodeExport out, int operand) {
    int int32 = TensorProto.DataType.INT32.getNumber();
    return out.node("Cast").in(out.in(operand)).integer("to", int32).write();
  }
}
