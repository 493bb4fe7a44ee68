package org.ash.onnx.export;

import java.util.List;
import org.ash.ir.Contraction;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;

/** Matrix products: each is one ONNX node. */
final class ContractionExport {
  private ContractionExport() {}

  static void register(OperatorTable<Export> table) {
    table.on(Contraction.MatMul.class, ElementwiseExport::sameName);
    table.on(Contraction.Gemm.class, ContractionExport::gemm);
  }

  private static List<String> gemm(Node node, NodeExport out) {
    Contraction.Gemm op = (Contraction.Gemm) node.op();
    return List.of(
        out.node("Gemm")
            .in(out.inputs())
            .real("alpha", op.alpha())
            .real("beta", op.beta())
            .integer("transA", op.transA() ? 1 : 0)
            .integer("transB", op.transB() ? 1 : 0)
            .write());
  }
}
