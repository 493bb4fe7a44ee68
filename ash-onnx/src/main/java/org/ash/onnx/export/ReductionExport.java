package org.ash.onnx.export;

import java.util.List;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.ir.Reduction;
import org.ash.tensor.DType;

/** Reductions. Their axes are an attribute up to opset 17 and an input from 18 (Sum: from 13). */
final class ReductionExport {
  private static final int AXES_ARE_INPUT = 18;
  private static final List<Integer> IMAGE_AXES = List.of(2, 3);

  private ReductionExport() {}

  static void register(OperatorTable<Export> table) {
    table.on(Reduction.ReduceSum.class, ReductionExport::reduction);
    table.on(Reduction.ReduceMean.class, ReductionExport::mean);
    table.on(Reduction.ReduceMax.class, ReductionExport::reduction);
    table.on(Reduction.ArgMax.class, ReductionExport::argMax);
  }

  /** Writes a reduction along axes, of which there is at least one. */
  static String reduce(
      NodeExport out, String type, String operand, List<Integer> axes, boolean keepDims) {
    NodeDraft draft = out.node(type).in(operand);
    if (type.equals("ReduceSum") || out.opset() >= AXES_ARE_INPUT) {
      draft.in(out.longs("axes", axes));
    } else {
      draft.integers("axes", axes);
    }
    return draft.integer("keepdims", keepDims ? 1 : 0).write();
  }

  /** Without axes ONNX would reduce them all; here that is the operand itself. */
  private static List<String> reduction(Node node, NodeExport out) {
    Reduction op = (Reduction) node.op();
    List<Integer> axes = op.axesOf(node.input(0).type().rank());
    return List.of(
        axes.isEmpty()
            ? out.node("Identity", out.in(0))
            : reduce(out, op.name(), out.in(0), axes, op.keepDims()));
  }

  /**
   * The mean over the images' rows and columns is GlobalAveragePool: every consumer has it, none
   * gets it wrong (OpenCV's DNN computes a ReduceMean over several axes wrongly), and ONNX Runtime
   * keeps its blocked layout through it.
   */
  private static List<String> mean(Node node, NodeExport out) {
    Reduction.ReduceMean op = (Reduction.ReduceMean) node.op();
    boolean images =
        node.input(0).type().rank() == 4
            && node.input(0).type().dtype() == DType.FLOAT32
            && op.axesOf(4).equals(IMAGE_AXES);
    if (!images) {
      return reduction(node, out);
    }
    String pooled = out.node("GlobalAveragePool", out.in(0));
    return List.of(
        op.keepDims() ? pooled : out.node("Flatten").in(pooled).integer("axis", 1).write());
  }

  private static List<String> argMax(Node node, NodeExport out) {
    Reduction.ArgMax op = (Reduction.ArgMax) node.op();
    return List.of(
        out.node("ArgMax")
            .in(out.in(0))
            .integer("axis", op.axis())
            .integer("keepdims", op.keepDims() ? 1 : 0)
            .write());
  }
}
