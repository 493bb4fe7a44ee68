package org.ash.onnx.export;

import java.util.List;
import org.ash.ir.Node;
import org.ash.ir.Normalization;
import org.ash.ir.OperatorTable;

/** Normalizations: each is one ONNX node. */
final class NormalizationExport {
  private NormalizationExport() {}

  static void register(OperatorTable<Export> table) {
    table.on(Normalization.BatchNormalization.class, NormalizationExport::batchNormalization);
    table.on(Normalization.Softmax.class, NormalizationExport::softmax);
    table.on(Normalization.LogSoftmax.class, NormalizationExport::logSoftmax);
  }

  private static List<String> batchNormalization(Node node, NodeExport out) {
    double eps = ((Normalization.BatchNormalization) node.op()).eps();
    return List.of(out.node("BatchNormalization").in(out.inputs()).real("epsilon", eps).write());
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
