package org.ash.onnx.export;

import java.util.List;
import org.ash.ir.Node;
import org.ash.tensor.DType;

/**
 * The export of a composite that is written in a form of its own, for FLOAT32; other types, for
 * which engines lack kernels, are decomposed.
 *
 * @param since the operator set it needs
 * @param form what is written
 */
record Claimed(int since, Export form) implements Export {

  @Override
  public List<String> write(Node node, NodeExport out) {
    return form.write(node, out);
  }

  @Override
  public boolean claims(Node node, int opset) {
    return opset >= since && node.input(0).type().dtype() == DType.FLOAT32;
  }
}
