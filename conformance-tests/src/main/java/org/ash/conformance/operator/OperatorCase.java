package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.ir.Dimension;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Op;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.tensor.Tensor;

/**
 * An operator with operands to try it on.
 *
 * @param label says what is special about it; unique among the cases of the operator
 * @param op the operator with its attributes
 * @param inputs the operands
 * @param types their declared types: of the shapes of the operands, or symbolic
 */
public record OperatorCase(String label, Op op, List<Tensor> inputs, List<TensorType> types) {

  /** Copies the lists. */
  public OperatorCase {
    inputs = List.copyOf(inputs);
    types = List.copyOf(types);
  }

  /** All shapes static. */
  public static OperatorCase of(String label, Op op, Tensor... inputs) {
    List<TensorType> types = new ArrayList<>();
    for (Tensor input : inputs) {
      types.add(new TensorType(input.dtype(), SymbolicShape.of(input.shape())));
    }
    return new OperatorCase(label, op, List.of(inputs), types);
  }

  /** The same case, axis 0 of these operands being the symbol N. */
  public OperatorCase batched(int... operands) {
    List<TensorType> symbolic = new ArrayList<>(types);
    for (int i : operands) {
      TensorType type = types.get(i);
      symbolic.set(i, type.withShape(type.shape().with(0, Dimension.symbol("N"))));
    }
    return new OperatorCase(label + ", batch N", op, inputs, symbolic);
  }

  /** The graph of this operator alone: inputs x0, x1, ..., outputs named by the operator. */
  public Graph graph() {
    GraphBuilder g = new GraphBuilder("case");
    Value[] operands = new Value[types.size()];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = g.input("x" + i, types.get(i));
    }
    List<Value> results = g.applyAll("node", op, List.of(operands));
    for (int i = 0; i < results.size(); i++) {
      g.output(op.outputNames().get(i), results.get(i));
    }
    return g.build();
  }

  /** What to feed to {@link #graph}. */
  public Map<String, Tensor> feeds() {
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    for (Tensor input : inputs) {
      feeds.put("x" + feeds.size(), input);
    }
    return feeds;
  }

  /** The label, the operator with its attributes, and the types of the operands. */
  @Override
  public String toString() {
    return label + ": " + op + " of " + types;
  }
}
