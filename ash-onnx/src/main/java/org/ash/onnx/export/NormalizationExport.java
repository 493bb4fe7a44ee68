package org.ash.onnx.export;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.Node;
import org.ash.ir.Normalization;
import org.ash.ir.OperatorTable;
import org.ash.tensor.DType;

/** Normalizations: each is one ONNX node, but for batch normalization in FLOAT64. */
final class NormalizationExport {
  private NormalizationExport() {}

  static void register(OperatorTable<Export> table) {
    table.on(Normalization.BatchNormalization.class, NormalizationExport::batchNormalization);
    table.on(Normalization.Softmax.class, NormalizationExport::softmax);
    table.on(Normalization.LogSoftmax.class, NormalizationExport::logSoftmax);
  }

  private static List<String> batchNormalization(Node node, NodeExport out) {
    double eps = ((Normalization.BatchNormalization) node.op()).eps();
    return List.of(
        out.dtype(0) == DType.FLOAT64
            ? inDouble(node, out, eps)
            : out.node("BatchNormalization").in(out.inputs()).real("epsilon", eps).write());
  }

  /** Attributes of ONNX have 32 bits, in which 1e-5 is off by 3e-8 of it; constants have all. */
  private static String inDouble(Node node, NodeExport out, double eps) {
    List<Long> channels = new ArrayList<>(List.of(-1L));
    for (int axis = 2; axis < node.input(0).type().rank(); axis++) {
      channels.add(1L);
    }
    String shape = out.longs("shape", channels);
    String variance = out.node("Add", out.in(4), out.scalar(DType.FLOAT64, eps));
    String factor = out.node("Div", out.in(1), out.node("Sqrt", variance));
    String centred = out.node("Sub", out.in(0), out.node("Reshape", out.in(3), shape));
    String scaled = out.node("Mul", centred, out.node("Reshape", factor, shape));
    return out.node("Add", scaled, out.node("Reshape", out.in(2), shape));
  }

  private static List<String> softmax(Node node, NodeExport out) {
    int axis = ((Normalization.Softmax) node.op()).axis();
    return List.of(out.node("Softmax").in(out.in(0)).integer("axis", axis).write());
  }

  private static List<String> logSoftmax(Node node, NodeExport out) {
    int axis = ((Normalization.LogSoftmax) node.op()).axis();
    return List.of(out.node("LogSoftmax").in(out.in(0)).integer("axis", axis).write());
  }
}
