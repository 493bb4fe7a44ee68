package org.ash.onnx.export;

import java.util.List;
import org.ash.ir.CustomOp;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Operands;
import org.ash.ir.Shaping;
import org.ash.ir.TensorType;
import org.ash.ir.Value;

/** Expands the first operand to a shape whose symbols only the second operand gives. */
record FirstLike(Shaping.Expand expand) implements CustomOp {
  @Override
  public List<TensorType> infer(Operands in) {
    return List.of(in.expectCount(2).type(0).withShape(expand.shape()));
  }

  @Override
  public List<Value> decompose(GraphBuilder graph, List<Value> inputs) {
    return List.of(graph.apply(expand, inputs.get(0)));
  }
}
