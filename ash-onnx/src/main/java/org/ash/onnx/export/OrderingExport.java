package org.ash.onnx.export;

import java.util.List;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.ir.OrderingComposite;
import org.ash.tensor.Tensor;

/**
 * Orders that the flow of data does not give. ONNX has no control inputs, so the other operand is
 * put where it cannot be taken away and changes nothing: a Reshape in which 0 stands for every
 * extent, "as it is" (ONNX Reshape-14), where 0 is computed from the operand's size. The engine
 * copies nothing for it.
 */
final class OrderingExport {
  private OrderingExport() {}

  static void register(OperatorTable<Export> table) {
    table.on(OrderingComposite.After.class, (Export) OrderingExport::after);
  }

  private static List<String> after(Node node, NodeExport out) {
    long[] zeros = new long[node.input(0).type().rank()];
    String asItIs = out.shared("zeros/" + zeros.length, Tensor.ofLongs(zeros, zeros.length));
    String shape = out.node("Mul", out.node("Size", out.in(1)), asItIs);
    return List.of(out.node("Reshape", out.in(0), shape));
  }
}
