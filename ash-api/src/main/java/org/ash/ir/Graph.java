package org.ash.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An immutable graph: inputs fed at each run, nodes in an order in which they can be computed,
 * named outputs, and assignments to variables that take effect together after every read.
 */
public final class Graph {
  private final String name;
  private final List<Value.Input> inputs;
  private final List<Node> nodes;
  private final Map<String, Value> outputs;
  private final Map<Variable, Value> assignments;

  /** The parts as they are; see {@link GraphVerifier} for what must hold. */
  Graph(
      String name,
      List<Value.Input> inputs,
      List<Node> nodes,
      Map<String, Value> outputs,
      Map<Variable, Value> assignments) {
    this.name = name;
    this.inputs = List.copyOf(inputs);
    this.nodes = List.copyOf(nodes);
    this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    this.assignments = Collections.unmodifiableMap(new LinkedHashMap<>(assignments));
  }

  /** The graph of those nodes that outputs and assignments need. */
  static Graph reachable(
      String name,
      List<Value.Input> inputs,
      List<Node> nodes,
      Map<String, Value> outputs,
      Map<Variable, Value> assignments) {
    Set<Value> needed = new HashSet<>(outputs.values());
    needed.addAll(assignments.values());
    List<Node> kept = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (!Collections.disjoint(needed, node.outputs())) {
        kept.add(node);
        needed.addAll(node.inputs());
      }
    }
    Collections.reverse(kept);
    return new Graph(name, inputs, kept, outputs, assignments);
  }

  /** Name within its module, as {@code train}. */
  public String name() {
    return name;
  }

  /** What the caller feeds; all of it, also what no node reads. */
  public List<Value.Input> inputs() {
    return inputs;
  }

  /** Nodes, each after those whose results it takes. */
  public List<Node> nodes() {
    return nodes;
  }

  /** What a run returns, by name, in order. */
  public Map<String, Value> outputs() {
    return outputs;
  }

  /** What variables become after the run, in order. */
  public Map<Variable, Value> assignments() {
    return assignments;
  }

  /** Every value that nodes, outputs or assignments use, without the nodes' own results. */
  public Set<Value> leaves() {
    Set<Value> leaves = new LinkedHashSet<>();
    nodes.forEach(node -> leaves.addAll(node.inputs()));
    leaves.addAll(outputs.values());
    leaves.addAll(assignments.values());
    leaves.removeIf(value -> value instanceof Value.Result);
    return Collections.unmodifiableSet(leaves);
  }

  /** Variables read or assigned, in order of first use. */
  public Set<Variable> variables() {
    Set<Variable> variables = new LinkedHashSet<>();
    for (Value leaf : leaves()) {
      if (leaf instanceof Value.VariableRead read) {
        variables.add(read.variable());
      }
    }
    variables.addAll(assignments.keySet());
    return Collections.unmodifiableSet(variables);
  }

  /** The nodes that take each value. */
  public Map<Value, List<Node>> consumers() {
    Map<Value, List<Node>> consumers = new LinkedHashMap<>();
    for (Node node : nodes) {
      for (Value input : new LinkedHashSet<>(node.inputs())) {
        consumers.computeIfAbsent(input, key -> new ArrayList<>()).add(node);
      }
    }
    return Collections.unmodifiableMap(consumers);
  }

  /** The graph as text, see {@link GraphPrinter}. */
  @Override
  public String toString() {
    return GraphPrinter.print(this);
  }
}
