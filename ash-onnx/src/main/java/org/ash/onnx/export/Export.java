package org.ash.onnx.export;

import java.util.List;
import org.ash.ir.Node;

/** What one operator becomes in ONNX. */
@FunctionalInterface
interface Export {

  /**
   * Writes the ONNX nodes of one node.
   *
   * @return the names of the ONNX values that are the node's results, in order
   */
  List<String> write(Node node, NodeExport out);

  /**
   * Whether a composite is written as one ONNX operator; where not, it is decomposed. Not asked of
   * primitives.
   */
  default boolean claims(Node node, int opset) {
    return true;
  }
}
