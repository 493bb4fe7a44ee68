package org.ash.onnx.export;

import java.util.List;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.ir.OrderingComposite;
import org.ash.ir.SymbolicShape;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/**
 * Orders that the flow of data does not give. ONNX has no control inputs, so the other operand is
 * put where it cannot be taken away and changes nothing, as 0 computed from its size.
 *
 * <p>A Reshape in which 0 stands for every extent, "as it is" (ONNX Reshape-14), costs no copy. But
 * ONNX Runtime makes one of two in a row whose extents are known, computed or not, and fails; such
 * tensors, parameters mostly, are sliced from 0 on instead, a number is gathered at 0.
 */
final class OrderingExport {
  private OrderingExport() {}

  static void register(OperatorTable<Export> table) {
    table.on(OrderingComposite.After.class, (Export) OrderingExport::after);
  }

  private static List<String> after(Node node, NodeExport out) {
    SymbolicShape shape = node.input(0).type().shape();
    if (shape.rank() == 0) {
      String only = out.node("Unsqueeze", out.in(0), out.longs("axes", List.of(0)));
      String zero = out.scalar(DType.INT64, 0);
      return List.of(out.node("Gather", only, out.node("Mul", out.node("Size", out.in(1)), zero)));
    }
    if (shape.isStatic()) {
      String begin = out.node("Mul", out.node("Size", out.in(1)), out.longs("axes", List.of(0)));
      String end = out.longs("end", List.of(Long.MAX_VALUE));
      return List.of(out.node("Slice", out.in(0), begin, end));
    }
    long[] zeros = new long[shape.rank()];
    String asItIs = out.shared("zeros/" + zeros.length, Tensor.ofLongs(zeros, zeros.length));
    String extents = out.node("Mul", out.node("Size", out.in(1)), asItIs);
    return List.of(out.node("Reshape", out.in(0), extents));
  }
}
