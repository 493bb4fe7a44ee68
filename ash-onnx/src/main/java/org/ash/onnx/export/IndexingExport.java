package org.ash.onnx.export;

import java.util.Arrays;
import java.util.List;
import org.ash.ir.Dimension;
import org.ash.ir.Indexing;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.ir.TensorType;
import org.ash.onnx.model.OnnxTypes;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Operators that take or give indices. */
final class IndexingExport {
  private static final int SCATTER_ADDS = 16;

  private IndexingExport() {}

  static void register(OperatorTable<Export> table) {
    table.on(Indexing.OneHot.class, IndexingExport::oneHot);
    table.on(Indexing.TopK.class, IndexingExport::topK);
    table.on(Indexing.GatherElements.class, IndexingExport::gatherElements);
    table.on(Indexing.GatherElementsGradient.class, IndexingExport::gatherElementsGradient);
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

  /**
   * ONNX is silent on NaN: it is ranked as Inf, and the values are picked by the indices. No TopK
   * is written for what is known to be empty: ONNX Runtime would divide by the number of lines, 0.
   */
  private static List<String> topK(Node node, NodeExport out) {
    Indexing.TopK op = (Indexing.TopK) node.op();
    if (node.input(0).type().shape().dims().contains(Dimension.of(0))) {
      return node.outputs().stream().map(result -> empty(result.type(), out)).toList();
    }
    if (!out.dtype(0).isFloating()) {
      return largest(op, out, out.in(0));
    }
    String infinity = out.scalar(out.dtype(0), Double.POSITIVE_INFINITY);
    String ranked = out.node("Where", out.node("IsNaN", out.in(0)), infinity, out.in(0));
    String indices = largest(op, out, ranked).get(1);
    return List.of(gather(out, op.axis(), out.in(0), indices), indices);
  }

  private static String empty(TensorType type, NodeExport out) {
    return out.node("Expand", out.scalar(type.dtype(), 0), out.shape(type.shape()));
  }

  private static List<String> largest(Indexing.TopK op, NodeExport out, String ranked) {
    return out.node("TopK")
        .in(ranked, out.longs("k", List.of(op.k())))
        .integer("axis", op.axis())
        .integer("largest", 1)
        .integer("sorted", 1)
        .write(List.of("Indices"));
  }

  private static List<String> gatherElements(Node node, NodeExport out) {
    int axis = ((Indexing.GatherElements) node.op()).axis();
    return List.of(gather(out, axis, out.in(0), out.in(1)));
  }

  private static String gather(NodeExport out, int axis, String x, String indices) {
    return out.node("GatherElements").in(x, indices).integer("axis", axis).write();
  }

  /** ScatterElements adds since opset 16. */
  private static List<String> gatherElementsGradient(Node node, NodeExport out) {
    Indexing.GatherElementsGradient op = (Indexing.GatherElementsGradient) node.op();
    if (out.opset() < SCATTER_ADDS) {
      return List.of(addedByComparing(op, node.input(0).type().rank(), out));
    }
    String shape = out.shape(node.output(0).type().shape());
    String zeros = out.node("Expand", out.scalar(out.dtype(0), 0), shape);
    return List.of(
        out.node("ScatterElements")
            .in(zeros, out.in(1), out.in(0))
            .integer("axis", op.axis())
            .text("reduction", "add")
            .write());
  }

  /** Compares each index with each place, which takes as many times the memory. */
  private static String addedByComparing(
      Indexing.GatherElementsGradient op, int rank, NodeExport out) {
    int axis = op.axis() < 0 ? op.axis() + rank : op.axis();
    long[] alongNext = new long[rank - axis];
    Arrays.fill(alongNext, 1);
    alongNext[0] = op.extent();
    Tensor places = Tensor.generate(DType.INT64, Shape.of(alongNext), place -> place);
    String next = out.longs("axes", List.of(axis + 1));
    String indices = out.node("Unsqueeze", out.in(1), next);
    String dy = out.node("Unsqueeze", out.in(0), next);
    String equal = out.node("Equal", indices, out.constant("places", places));
    String given = out.node("Where", equal, dy, out.scalar(out.dtype(0), 0));
    return ReductionExport.reduce(out, "ReduceSum", given, List.of(axis), false);
  }
}
