package org.ash.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One application of an operator. Nodes are compared by identity. */
public final class Node {
  private final String name;
  private final Op op;
  private final List<Value> inputs;
  private final List<Value.Result> outputs;

  /**
   * Infers the output types.
   *
   * @throws ShapeException when the operator does not take these inputs
   */
  Node(String name, Op op, List<Value> inputs) {
    this.name = name;
    this.op = op;
    this.inputs = List.copyOf(inputs);
    List<TensorType> types =
        op.infer(new Operands(name, op, inputs.stream().map(Value::type).toList()));
    List<Value.Result> results = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      String result = types.size() == 1 ? name : name + ":" + op.outputNames().get(i);
      results.add(new Value.Result(result, types.get(i), this, i));
    }
    this.outputs = List.copyOf(results);
  }

  /** Name, unique within its graph; path-like, as {@code stage2.block0.conv1}. */
  public String name() {
    return name;
  }

  /** The operator with its attributes. */
  public Op op() {
    return op;
  }

  /** Operands in the operator's order. */
  public List<Value> inputs() {
    return inputs;
  }

  /** One operand. */
  public Value input(int index) {
    return inputs.get(index);
  }

  /** Types of the operands. */
  public List<TensorType> inputTypes() {
    return inputs.stream().map(Value::type).toList();
  }

  /** Results in the operator's order. */
  public List<Value.Result> outputs() {
    return outputs;
  }

  /** One result. */
  public Value.Result output(int index) {
    return outputs.get(index);
  }

  /** As in {@code conv1 = Conv(x, w)}. */
  @Override
  public String toString() {
    return name
        + " = "
        + op.name()
        + inputs.stream().map(Value::name).collect(Collectors.joining(", ", "(", ")"));
  }
}
