package org.ash.onnx.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.ash.ir.BatchNormalizationComposite.BatchNormalizationGradient;
import org.ash.ir.BatchNormalizationComposite.BatchNormalizationTraining;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Batch normalization of a training step, in as few passes over the images as ONNX allows.
 *
 * <p>ONNX's BatchNormalization does a multiplication and an addition per channel in one pass, and
 * is used as that: in training mode ONNX Runtime runs it on one thread and overwrites its inputs.
 * Both composites subtract the mean by the same nodes, so that an engine which shares common
 * subexpressions does it once.
 */
final class BatchNormalizationExport {
  private BatchNormalizationExport() {}

  static void register(OperatorTable<Export> table) {
    table.on(BatchNormalizationTraining.class, new Claimed(1, BatchNormalizationExport::training));
    table.on(BatchNormalizationGradient.class, new Claimed(1, BatchNormalizationExport::gradient));
  }

  /** Five passes: two means, the difference, its square, the affine map. */
  private static List<String> training(Node node, NodeExport out) {
    double eps = ((BatchNormalizationTraining) node.op()).eps();
    List<Integer> axes = batchAxes(node, 0);
    String mean = ReductionExport.reduce(out, "ReduceMean", out.in(0), axes, false);
    String centred = centred(node, out, out.in(0), mean);
    String squares = out.node("Mul", centred, centred);
    String variance = ReductionExport.reduce(out, "ReduceMean", squares, axes, false);
    String zeros = channels(out, 1, 0);
    String y =
        out.node("BatchNormalization")
            .in(centred, out.in(1), out.in(2), zeros, variance)
            .real("epsilon", eps)
            .write();
    return List.of(y, mean, variance);
  }

  /**
   * Six passes, and one for the difference if nothing shares it. With {@code c = x - mean}, {@code
   * r = 1 / sqrt(variance + eps)} and {@code a = scale r}: {@code dx = a dy - a r^2 mean(dy c) c -
   * a mean(dy)}.
   */
  private static List<String> gradient(Node node, NodeExport out) {
    double eps = ((BatchNormalizationGradient) node.op()).eps();
    String dy = out.in(0);
    List<Integer> axes = batchAxes(node, 0);
    String centred = centred(node, out, out.in(1), out.in(3));
    String meanDy = ReductionExport.reduce(out, "ReduceMean", dy, axes, false);
    String product = out.node("Mul", dy, centred);
    String meanProduct = ReductionExport.reduce(out, "ReduceMean", product, axes, false);

    String shifted = out.node("Add", out.in(4), out.scalar(DType.FLOAT32, eps));
    String inverse = out.node("Reciprocal", out.node("Sqrt", shifted));
    String factor = out.node("Mul", out.in(2), inverse);
    String normalizedMean = out.node("Mul", meanProduct, inverse);
    String correlation = out.node("Mul", out.node("Mul", normalizedMean, inverse), factor);
    String viaStatistics =
        out.node("BatchNormalization")
            .in(centred, out.node("Neg", correlation))
            .in(out.node("Neg", out.node("Mul", factor, meanDy)))
            .in(channels(out, 2, 0), channels(out, 2, 1))
            .real("epsilon", 0)
            .write();
    String direct = out.node("Mul", dy, perChannel(node, out, factor));
    String count = out.count(0, axes);
    return List.of(
        out.node("Add", direct, viaStatistics),
        out.node("Mul", normalizedMean, count),
        out.node("Mul", meanDy, count));
  }

  private static String centred(Node node, NodeExport out, String x, String mean) {
    return out.node("Sub", x, perChannel(node, out, mean));
  }

  /** [C] as [C, 1, ...]. */
  private static String perChannel(Node node, NodeExport out, String vector) {
    int rank = node.input(0).type().rank();
    List<Long> shape = new ArrayList<>(Collections.nCopies(rank - 1, 1L));
    shape.set(0, -1L);
    return rank == 2 ? vector : out.node("Reshape", vector, out.longs("shape", shape));
  }

  /** As many equal numbers as there are channels in an operand [C]. */
  private static String channels(NodeExport out, int operand, double value) {
    Shape shape = out.staticShape(operand);
    return out.shared(
        "channels/" + shape.dim(0) + "/" + value,
        Tensor.generate(DType.FLOAT32, shape, i -> value));
  }

  private static List<Integer> batchAxes(Node node, int operand) {
    int rank = node.input(operand).type().rank();
    return IntStream.range(0, rank).filter(axis -> axis != 1).boxed().toList();
  }
}
