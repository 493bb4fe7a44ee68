package org.ash.onnx.export;

import java.util.List;
import java.util.Map;
import org.ash.ir.CompositeOp;
import org.ash.ir.Graph;
import org.ash.ir.GraphRewriter;
import org.ash.ir.Node;
import org.ash.ir.Op;
import org.ash.ir.Operators;
import org.ash.onnx.model.OnnxVersion;
import org.ash.onnx.proto.ModelProto;
import org.ash.tensor.Tensor;

/**
 * Writes graphs as ONNX models in standard operators only. The same graph, values and options give
 * the same bytes.
 *
 * <p>Composites that ONNX has (LeakyRelu, PRelu, Elu, Selu; Gelu from opset 20) are written as one
 * node; all others, ASH first of all, as their decomposition, whose nodes are named {@code
 * place/Ash/ReduceMean}, so that a viewer shows them together.
 */
public final class OnnxExporter {
  private OnnxExporter() {}

  /**
   * Exports a graph without assignments, its variables as constants of the model.
   *
   * @param variables a value for each variable that the graph reads, by name; more do no harm
   * @throws IllegalArgumentException when the graph assigns variables, a value is missing or does
   *     not fit, or an output gets the name of an input
   */
  public static ModelProto export(
      Graph graph, Map<String, Tensor> variables, ExportOptions options) {
    if (!graph.assignments().isEmpty()) {
      throw new IllegalArgumentException(
          "Graph '"
              + graph.name()
              + "' assigns variables, which a model for inference cannot; export the evaluation"
              + " graph.");
    }
    return new GraphExport(graph, options).write(GraphExport.baked(variables));
  }

  /**
   * Exports a graph with assignments: its variables are inputs, and what they become are outputs
   * after the graph's own, all named as {@link ExportOptions#names} says.
   *
   * @throws IllegalArgumentException when two inputs or outputs get the same name
   */
  public static ModelProto exportStep(Graph graph, ExportOptions options) {
    return new GraphExport(graph, options).write(GraphExport.fed());
  }

  /**
   * Whether a composite becomes one ONNX operator.
   *
   * @throws IllegalArgumentException when the node's operator is a primitive
   */
  public static boolean claims(Node node, OnnxVersion version) {
    if (!(node.op() instanceof CompositeOp)) {
      throw new IllegalArgumentException(node.op().name() + " is no composite.");
    }
    return Exports.TABLE
        .find(node.op())
        .map(export -> export.claims(node, version.opset()))
        .orElse(false);
  }

  /** The graph as it is exported: in primitives and the composites that ONNX has. */
  public static Graph decompose(Graph graph, OnnxVersion version) {
    return GraphRewriter.decompose(graph, node -> claims(node, version));
  }

  /** Primitives that have no export; empty unless an operator was added without one. */
  static List<Class<? extends Op>> missing() {
    return Exports.TABLE.missing(Operators.primitives());
  }
}
