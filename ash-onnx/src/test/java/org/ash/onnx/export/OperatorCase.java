package org.ash.onnx.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Op;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.reference.Oracle;
import org.ash.tensor.Tensor;

/**
 * One operator on given operands, with the agreement that is asked of an engine.
 *
 * @param title what the case is about
 * @param op the operator
 * @param types declared types of the operands
 * @param operands their values
 * @param agreement bounds of the error
 */
public record OperatorCase(
    String title, Op op, List<TensorType> types, List<Tensor> operands, Agreement agreement) {

  /** The graph of the operator alone: inputs x0, x1, ..., outputs y0, y1, ... */
  public Graph graph() {
    GraphBuilder builder = new GraphBuilder("case");
    List<Value> inputs = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      inputs.add(builder.input("x" + i, types.get(i)));
    }
    List<Value> results = builder.applyAll("op", op, inputs);
    for (int i = 0; i < results.size(); i++) {
      builder.output("y" + i, results.get(i));
    }
    return builder.build();
  }

  /** The operands by name. */
  public Map<String, Tensor> feeds() {
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    for (int i = 0; i < operands.size(); i++) {
      feeds.put("x" + i, operands.get(i));
    }
    return feeds;
  }

  /** The oracle's results. */
  public Map<String, Tensor> expected() {
    return Oracle.evaluate(graph(), feeds(), Map.of()).outputs();
  }

  @Override
  public String toString() {
    return op.name() + " " + title;
  }
}
