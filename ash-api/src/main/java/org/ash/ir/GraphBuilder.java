package org.ash.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Writes one graph: inputs, operators, outputs, assignments. Types and shapes are inferred, and
 * errors raised, as each operator is written. Not for use by several threads.
 */
public final class GraphBuilder extends Shorthand {
  private final String graphName;
  private final Map<String, Value.Input> inputs = new LinkedHashMap<>();
  private final Map<String, Value.VariableRead> reads = new LinkedHashMap<>();
  private final Map<String, Value> scalars = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Value> outputs = new LinkedHashMap<>();
  private final Map<Variable, Value> assignments = new LinkedHashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private String scope = "";

  /** An empty graph of this name. */
  public GraphBuilder(String graphName) {
    this.graphName = graphName;
  }

  /**
   * Declares a value fed at each run.
   *
   * @throws IllegalArgumentException when the name is taken
   */
  public Value input(String name, TensorType type) {
    if (inputs.containsKey(name)) {
      throw new IllegalArgumentException("Graph '" + graphName + "' has an input '" + name + "'.");
    }
    Value.Input input = new Value.Input(unique(name), type);
    inputs.put(name, input);
    return input;
  }

  /** Whether an input of this name is declared. */
  public boolean hasInput(String name) {
    return inputs.containsKey(name);
  }

  /**
   * Reads a variable; every read of one variable in a graph is the same value.
   *
   * @throws IllegalArgumentException when another variable of that name is read here
   */
  public Value read(Variable variable) {
    Value.VariableRead read = reads.get(variable.name());
    if (read == null) {
      read = new Value.VariableRead(variable);
      unique(variable.name());
      reads.put(variable.name(), read);
    }
    if (!read.variable().equals(variable)) {
      throw new IllegalArgumentException(
          "Graph '"
              + graphName
              + "' reads two variables named '"
              + variable.name()
              + "': "
              + read.variable()
              + " and "
              + variable
              + ".");
    }
    return read;
  }

  @Override
  public Value constant(Tensor tensor) {
    return new Value.Constant(unique("constant"), tensor);
  }

  @Override
  public Value scalar(DType dtype, double value) {
    return scalars.computeIfAbsent(
        dtype + " " + Double.doubleToRawLongBits(value),
        key ->
            new Value.Constant(
                unique("constant"), Tensor.of(dtype, Shape.scalar(), new double[] {value})));
  }

  @Override
  public Value apply(Op op, Value... operands) {
    return apply(op.name().toLowerCase(Locale.ROOT), op, operands);
  }

  /** Writes an operator with one result under a name of its own. */
  public Value apply(String name, Op op, Value... operands) {
    List<Value> results = applyAll(name, op, List.of(operands));
    if (results.size() != 1) {
      throw new IllegalArgumentException(
          op.name() + " has " + results.size() + " results; use applyAll.");
    }
    return results.get(0);
  }

  /** Writes an operator with several results. */
  public List<Value> applyAll(Op op, Value... operands) {
    return applyAll(op.name().toLowerCase(Locale.ROOT), op, List.of(operands));
  }

  /** Writes an operator with several results under a name of its own, relative to the scope. */
  public List<Value> applyAll(String name, Op op, List<Value> operands) {
    Node node = new Node(unique(scope + name), op, operands);
    nodes.add(node);
    return List.copyOf(node.outputs());
  }

  /** Writes with all names prefixed by {@code name + '.'}. */
  public <T> T scoped(String name, Supplier<T> writing) {
    String outer = scope;
    scope = scope + name + ".";
    try {
      return writing.get();
    } finally {
      scope = outer;
    }
  }

  /** The prefix of names written now, empty or ending in a dot. */
  public String scope() {
    return scope;
  }

  /**
   * Names a value that a run returns.
   *
   * @throws IllegalArgumentException when the name is taken
   */
  public void output(String name, Value value) {
    if (outputs.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException("Graph '" + graphName + "' has an output '" + name + "'.");
    }
  }

  /**
   * Gives a variable this value after the run.
   *
   * @throws IllegalArgumentException when it is assigned already or the types differ
   */
  public void assign(Variable variable, Value value) {
    if (!variable.type().equals(value.type())) {
      throw new IllegalArgumentException(
          "Variable " + variable + " cannot be assigned " + value + ": the types differ.");
    }
    if (assignments.putIfAbsent(variable, value) != null) {
      throw new IllegalArgumentException(
          "Variable '" + variable.name() + "' is assigned twice in graph '" + graphName + "'.");
    }
  }

  /**
   * Gives a variable another value after the run than it has been assigned so far; with {@link
   * #assigned} a layer that is written again goes on from what its first writing left.
   *
   * @throws IllegalArgumentException when the types differ
   */
  public void reassign(Variable variable, Value value) {
    assignments.remove(variable);
    assign(variable, value);
  }

  /** What a variable has been assigned so far. */
  public Optional<Value> assigned(Variable variable) {
    return Optional.ofNullable(assignments.get(variable));
  }

  /** The nodes written so far, in order. */
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** How many nodes have been written. */
  int size() {
    return nodes.size();
  }

  /** The nodes written since there were {@code from} of them. */
  List<Node> nodesFrom(int from) {
    return List.copyOf(nodes.subList(from, nodes.size()));
  }

  /** The graph of what outputs and assignments need; nodes that nothing needs are left out. */
  public Graph build() {
    Graph graph =
        Graph.reachable(graphName, List.copyOf(inputs.values()), nodes, outputs, assignments);
    GraphVerifier.verify(graph);
    return graph;
  }

  private String unique(String name) {
    int count = uses.merge(name, 1, Integer::sum);
    return count == 1 ? name : unique(name + "_" + count);
  }
}
