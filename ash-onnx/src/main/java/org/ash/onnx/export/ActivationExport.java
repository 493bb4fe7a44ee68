package org.ash.onnx.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ash.ir.ActivationComposite;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.tensor.Tensor;

/**
 * Activations that ONNX has as one operator. They are claimed for FLOAT32, for which every consumer
 * has kernels. Swish (opset 24) is not: ONNX Runtime is slower with it than with Sigmoid and Mul,
 * and few others know it.
 */
final class ActivationExport {
  private static final int GELU_SINCE = 20;

  private ActivationExport() {}

  static void register(OperatorTable<Export> table) {
    table.on(ActivationComposite.LeakyRelu.class, new Claimed(1, ActivationExport::leakyRelu));
    table.on(ActivationComposite.PRelu.class, new Claimed(1, ActivationExport::pRelu));
    table.on(ActivationComposite.Elu.class, new Claimed(1, ActivationExport::elu));
    table.on(ActivationComposite.Selu.class, new Claimed(1, ActivationExport::selu));
    table.on(ActivationComposite.Gelu.class, new Claimed(GELU_SINCE, ElementwiseExport::sameName));
  }

  private static List<String> leakyRelu(Node node, NodeExport out) {
    double slope = ((ActivationComposite.LeakyRelu) node.op()).slope();
    return List.of(out.node("LeakyRelu").in(out.in(0)).real("alpha", slope).write());
  }

  /** ONNX broadcasts the slope from the last axis on: [C] becomes [C, 1, ...]. */
  private static List<String> pRelu(Node node, NodeExport out) {
    int rank = node.input(0).type().rank();
    if (rank == 2) {
      return ElementwiseExport.sameName(node, out);
    }
    List<Long> shape = new ArrayList<>(Collections.nCopies(rank - 1, 1L));
    shape.set(0, out.staticShape(1).dim(0));
    long[] dims = shape.stream().mapToLong(Long::longValue).toArray();
    String slope =
        out.constantValue(out.in(1))
            .map((Tensor value) -> out.constant("slope", value.reshape(dims)))
            .orElseGet(() -> out.node("Reshape", out.in(1), out.longs("shape", shape)));
    return List.of(out.node("PRelu", out.in(0), slope));
  }

  private static List<String> elu(Node node, NodeExport out) {
    double alpha = ((ActivationComposite.Elu) node.op()).alpha();
    return List.of(out.node("Elu").in(out.in(0)).real("alpha", alpha).write());
  }

  private static List<String> selu(Node node, NodeExport out) {
    return List.of(
        out.node("Selu")
            .in(out.in(0))
            .real("alpha", ActivationComposite.Selu.ALPHA)
            .real("gamma", ActivationComposite.Selu.GAMMA)
            .write());
  }
}
