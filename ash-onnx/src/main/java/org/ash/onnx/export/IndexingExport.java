package org.ash.onnx.export;

import java.util.List;
import org.ash.ir.Indexing;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.onnx.model.OnnxTypes;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Operators that take indices. */
final class IndexingExport {
  private IndexingExport() {}

  static void register(OperatorTable<Export> table) {
    table.on(Indexing.OneHot.class, IndexingExport::oneHot);
  }

  /**
   * Compares each index with 0..depth-1. ONNX's own OneHot counts negative indices from the end,
   * where ours gives zeros.
   */
  private static List<String> oneHot(Node node, NodeExport out) {
    Indexing.OneHot op = (Indexing.OneHot) node.op();
    Tensor classes =
        Tensor.generate(node.input(0).type().dtype(), Shape.of(op.depth()), index -> index);
    String column = out.node("Unsqueeze", out.in(0), out.longs("axes", List.of(-1)));
    String equal = out.node("Equal", column, out.constant("classes", classes));
    return List.of(
        out.node("Cast").in(equal).integer("to", OnnxTypes.elementType(op.dtype())).write());
  }
}
