package org.ash.ir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A graph written anew, node by node, by one who changes some of it on the way. Inputs, constants
 * and variables are there from the start; outputs and assignments follow at the end.
 */
public final class GraphCopy {
  private final Graph graph;
  private final UnaryOperator<Variable> variables;
  private final GraphBuilder builder;
  private final Map<Value, Value> written = new HashMap<>();

  /** Begins a copy that reads and assigns the same variables. */
  public GraphCopy(Graph graph) {
    this(graph, UnaryOperator.identity());
  }

  /**
   * Begins a copy.
   *
   * @param variables the variable to read, or to assign, instead; of the same type
   */
  public GraphCopy(Graph graph, UnaryOperator<Variable> variables) {
    this.graph = graph;
    this.variables = variables;
    this.builder = new GraphBuilder(graph.name());
    for (Value.Input input : graph.inputs()) {
      written.put(input, builder.input(input.name(), input.type()));
    }
    for (Value leaf : graph.leaves()) {
      if (leaf instanceof Value.VariableRead read) {
        written.put(leaf, builder.read(variables.apply(read.variable())));
      } else if (leaf instanceof Value.Constant) {
        written.put(leaf, leaf);
      }
    }
  }

  /** Where nodes of one's own are written. */
  public GraphBuilder builder() {
    return builder;
  }

  /** Whether a value of the graph has its counterpart in the copy. */
  public boolean has(Value value) {
    return written.containsKey(value);
  }

  /**
   * What stands in the copy for a value of the graph.
   *
   * @throws IllegalArgumentException when nothing does yet
   */
  public Value of(Value value) {
    Value copy = written.get(value);
    if (copy == null) {
      throw new IllegalArgumentException(value + " has not been written yet.");
    }
    return copy;
  }

  /** Writes a node as it is. */
  public void write(Node node) {
    write(node, node.inputs().stream().map(this::of).toList());
  }

  /** Writes a node with these operands, which are values of the copy. */
  public void write(Node node, List<Value> operands) {
    List<Value> results = builder.applyAll(node.name(), node.op(), operands);
    for (int i = 0; i < results.size(); i++) {
      written.put(node.output(i), results.get(i));
    }
  }

  /** The copy, every node of which has been written that outputs or assignments need. */
  public Graph build() {
    graph.outputs().forEach((name, value) -> builder.output(name, of(value)));
    graph
        .assignments()
        .forEach((variable, value) -> builder.assign(variables.apply(variable), of(value)));
    return builder.build();
  }
}
