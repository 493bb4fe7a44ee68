package org.ash.ir;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Checks whole graphs: order, names, types, variables, symbols. */
public final class GraphVerifier {
  private GraphVerifier() {}

  /**
   * Checks that every node comes after its operands, names are unique, the types are those that the
   * operators infer, variables of one name are one variable and are assigned values of their type,
   * and every symbol can be read off an input.
   *
   * @throws IllegalArgumentException naming the graph and the first thing that is wrong
   */
  public static void verify(Graph graph) {
    Set<Value> known = new HashSet<>(graph.inputs());
    Set<String> names = new HashSet<>();
    Map<String, Variable> variables = new HashMap<>();
    Set<String> symbols = new HashSet<>();
    for (Value.Input input : graph.inputs()) {
      require(graph, names.add(input.name()), () -> "has two values named '" + input.name() + "'");
      for (Dimension dim : input.type().shape().dims()) {
        if (dim.factor() == 1 && dim.symbols().size() == 1) {
          symbols.add(dim.symbols().get(0));
        }
      }
    }
    for (Value leaf : graph.leaves()) {
      if (leaf instanceof Value.VariableRead read) {
        Variable first = variables.putIfAbsent(read.name(), read.variable());
        require(
            graph,
            first == null || first.equals(read.variable()),
            () -> "reads two variables named '" + read.name() + "'");
      }
      require(
          graph,
          !(leaf instanceof Value.Input) || known.contains(leaf),
          () -> "uses " + leaf + ", which is an input of another graph");
      require(
          graph,
          leaf instanceof Value.Input || names.add(leaf.name()),
          () -> "has two values named '" + leaf.name() + "'");
      known.add(leaf);
    }
    for (Node node : graph.nodes()) {
      for (Value input : node.inputs()) {
        require(
            graph,
            known.contains(input),
            () -> "computes " + node + " before its operand " + input);
      }
      List<TensorType> inferred =
          node.op().infer(new Operands(node.name(), node.op(), node.inputTypes()));
      List<TensorType> actual = node.outputs().stream().map(Value::type).toList();
      require(
          graph,
          inferred.equals(actual),
          () -> node + " has types " + actual + ", not " + inferred);
      for (Value output : node.outputs()) {
        require(
            graph, names.add(output.name()), () -> "has two values named '" + output.name() + "'");
        requireSymbols(graph, output, symbols);
      }
      known.addAll(node.outputs());
    }
    graph
        .outputs()
        .forEach(
            (name, value) -> require(graph, known.contains(value), () -> "lacks output " + name));
    graph
        .assignments()
        .forEach(
            (variable, value) -> {
              require(graph, known.contains(value), () -> "lacks the value of " + variable);
              require(
                  graph,
                  variable.type().equals(value.type()),
                  () -> "assigns " + value + " to " + variable);
              Variable first = variables.putIfAbsent(variable.name(), variable);
              require(
                  graph,
                  first == null || first.equals(variable),
                  () -> "has two variables named '" + variable.name() + "'");
            });
  }

  private static void requireSymbols(Graph graph, Value value, Set<String> symbols) {
    for (Dimension dim : value.type().shape().dims()) {
      require(
          graph,
          symbols.containsAll(dim.symbols()),
          () -> "has " + value + ", but no input gives the symbols of " + dim);
    }
  }

  /** The text is written only when it is needed: a deep network passes here thousands of times. */
  private static void require(Graph graph, boolean holds, Supplier<String> problem) {
    if (!holds) {
      throw new IllegalArgumentException("Graph '" + graph.name() + "' " + problem.get() + ".");
    }
  }
}
