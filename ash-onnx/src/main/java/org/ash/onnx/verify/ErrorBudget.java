package org.ash.onnx.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ash.onnx.proto.AttributeProto;
import org.ash.onnx.proto.GraphProto;
import org.ash.onnx.proto.NodeProto;
import org.ash.onnx.proto.TensorProto;
import org.ash.onnx.proto.TensorShapeProto;
import org.ash.onnx.proto.ValueInfoProto;

/**
 * How far float32 may take the result of a model: {@code 4 * 2^-24 * sqrt(sum of K)}, relative to
 * the largest element of an output, where a node that adds K terms counts K and any other that
 * rounds counts 16.
 *
 * <p>Rounding errors of K additions grow as sqrt(K) in the mean (Higham, Accuracy and Stability of
 * Numerical Algorithms, 2002, section 2.8), those of independent nodes add up as the root of their
 * squares; the 4 is for what a network's condition adds, which the file does not tell.
 */
final class ErrorBudget {
  private static final double UNIT_ROUNDOFF = 0x1p-24;
  private static final double ELEMENTWISE = 16;
  private static final double SAFETY = 4;
  private static final long UNKNOWN_EXTENT = 64;

  /** Whatever extents a file declares, an error of this size is none of rounding. */
  private static final double MOST = 0x1p-8;

  private final Map<String, List<Long>> shapes = new HashMap<>();

  private ErrorBudget(GraphProto graph) {
    graph.getInputList().forEach(this::note);
    graph.getValueInfoList().forEach(this::note);
    for (TensorProto initializer : graph.getInitializerList()) {
      shapes.put(initializer.getName(), initializer.getDimsList());
    }
  }

  /** The error allowed, relative to the largest element of an output. */
  static double of(GraphProto graph) {
    ErrorBudget budget = new ErrorBudget(graph);
    double variance = graph.getNodeList().stream().mapToDouble(budget::terms).sum();
    return Math.min(MOST, SAFETY * UNIT_ROUNDOFF * Math.sqrt(variance));
  }

  private double terms(NodeProto node) {
    return switch (node.getOpType()) {
      case "Identity", "Reshape", "Flatten", "Transpose", "Concat", "Slice", "Pad", "Squeeze" -> 0;
      case "Unsqueeze", "Expand", "Shape", "Gather", "Cast", "Relu" -> 0;
      case "Conv" -> product(shape(node, 1), 1);
      case "ConvTranspose" -> product(shape(node, 1), 0);
      case "MatMul", "Gemm" -> columns(node);
      case "GlobalAveragePool" -> product(shape(node, 0), 2);
      case "ReduceMean", "ReduceSum" -> reduced(node);
      default -> ELEMENTWISE;
    };
  }

  private double columns(NodeProto node) {
    List<Long> shape = shape(node, 0);
    boolean transposed =
        node.getAttributeList().stream()
            .anyMatch(a -> a.getName().equals("transA") && a.getI() == 1);
    return shape.isEmpty()
        ? UNKNOWN_EXTENT
        : shape.get(transposed ? 0 : shape.size() - 1).doubleValue();
  }

  /** Without knowledge of the axes all but the first count. */
  private double reduced(NodeProto node) {
    List<Long> shape = shape(node, 0);
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.getName().equals("axes") && !shape.isEmpty()) {
        return attribute.getIntsList().stream()
            .mapToDouble(axis -> extent(shape, axis))
            .reduce(1, (a, b) -> a * b);
      }
    }
    return product(shape, 1);
  }

  /** An axis that is not there is the verification's to find; here nothing is known of it. */
  private static double extent(List<Long> shape, long axis) {
    long place = axis < 0 ? axis + shape.size() : axis;
    return place >= 0 && place < shape.size() ? shape.get((int) place) : UNKNOWN_EXTENT;
  }

  private List<Long> shape(NodeProto node, int operand) {
    return operand < node.getInputCount()
        ? shapes.getOrDefault(node.getInput(operand), List.of())
        : List.of();
  }

  private static double product(List<Long> shape, int from) {
    if (shape.size() <= from) {
      return UNKNOWN_EXTENT * UNKNOWN_EXTENT;
    }
    return shape.subList(from, shape.size()).stream()
        .mapToDouble(Long::doubleValue)
        .reduce(1, (a, b) -> a * b);
  }

  private void note(ValueInfoProto value) {
    shapes.put(
        value.getName(),
        value.getType().getTensorType().getShape().getDimList().stream()
            .map(ErrorBudget::extent)
            .toList());
  }

  private static long extent(TensorShapeProto.Dimension dim) {
    return dim.hasDimValue() ? dim.getDimValue() : UNKNOWN_EXTENT;
  }
}
