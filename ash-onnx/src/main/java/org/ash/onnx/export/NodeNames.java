package org.ash.onnx.export;

import java.util.HashMap;
import java.util.Map;
import org.ash.ir.CompositeOp;
import org.ash.ir.Graph;
import org.ash.ir.Node;

/**
 * Names by which a person finds a node in a viewer. The parts of a composite at {@code block0.act}
 * are named {@code block0.act/Ash/ReduceMean}, {@code block0.act/Ash/Sub}, ...; viewers fold names
 * at the slash.
 */
final class NodeNames {
  private final Map<String, String> composites = new HashMap<>();

  /** For a graph before its composites were decomposed. */
  NodeNames(Graph graph) {
    for (Node node : graph.nodes()) {
      if (node.op() instanceof CompositeOp) {
        composites.put(node.name(), node.op().name());
      }
    }
  }

  /**
   * The name a node's ONNX nodes go by.
   *
   * @param path what the names begin with
   * @param part whether the node is part of a composite, and so never keeps the bare path
   */
  record Base(String path, boolean part) {}

  /** The base for a node of the decomposed graph. */
  Base base(String name) {
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      String composite = composites.get(name.substring(0, dot));
      if (composite != null) {
        String inner = name.substring(dot + 1);
        int last = inner.lastIndexOf('.');
        String scope = last < 0 ? "" : "/" + inner.substring(0, last).replace('.', '/');
        return new Base(name.substring(0, dot) + "/" + composite + scope, true);
      }
    }
    return new Base(name, false);
  }
}
