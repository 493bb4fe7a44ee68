package org.ash.onnx.runtime;

import java.util.Map;
import org.ash.ir.Graph;
import org.ash.ir.Indexing;
import org.ash.ir.Node;
import org.ash.onnx.export.OnnxExporter;
import org.ash.spi.BackendException;

/**
 * Keeps from ONNX Runtime what ends the process: its TopK divides by the number of lines, so that
 * one of an empty batch is a SIGFPE (1.29).
 */
final class EmptySelection {
  private EmptySelection() {}

  /**
   * Checks a run.
   *
   * @throws BackendException when a TopK would be given a tensor without elements
   */
  static void refuse(Graph graph, Map<String, Long> bindings) {
    if (!bindings.containsValue(0L)) {
      return;
    }
    Graph primitive = OnnxExporter.decompose(graph, OnnxRuntimeBackend.EXPORT.version());
    for (Node node : primitive.nodes()) {
      if (node.op() instanceof Indexing.TopK
          && node.input(0).type().shape().bind(bindings).size() == 0) {
        throw new BackendException(
            "Graph '"
                + graph.name()
                + "': ONNX Runtime cannot run TopK '"
                + node.name()
                + "' on nothing, given "
                + bindings
                + "; feed at least one sample.");
      }
    }
  }
}
