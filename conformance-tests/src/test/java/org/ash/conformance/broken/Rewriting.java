package org.ash.conformance.broken;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.Node;
import org.ash.ir.Op;
import org.ash.ir.Value;
import org.ash.spi.Backend;
import org.ash.spi.Executable;

/** Puts bugs into graphs before the sound backend gets to see them. */
final class Rewriting {
  private Rewriting() {}

  /** What is written in place of an operator with one result. */
  @FunctionalInterface
  interface Single<O extends Op> {
    /** The wrong result, of the type of the right one. */
    Value write(GraphBuilder g, O op, List<Value> in);
  }

  /** What is written in place of an operator with several results. */
  @FunctionalInterface
  interface Several<O extends Op> {
    /** The wrong results, of the types of the right ones. */
    List<Value> write(GraphBuilder g, O op, List<Value> in);
  }

  /** What is written in place of a node. */
  @FunctionalInterface
  interface Nodes {
    /** The results, right or wrong. */
    List<Value> write(GraphBuilder g, Node node, List<Value> in);
  }

  /** A backend that computes something else for one operator. */
  static <O extends Op> UnaryOperator<Backend> of(Class<O> broken, Single<O> single) {
    return nodes(
        (g, node, in) ->
            broken.isInstance(node.op())
                ? List.of(single.write(g, broken.cast(node.op()), in))
                : g.applyAll(node.name(), node.op(), in));
  }

  /** A backend that computes something else for one operator with several results. */
  static <O extends Op> UnaryOperator<Backend> several(Class<O> broken, Several<O> several) {
    return nodes(
        (g, node, in) ->
            broken.isInstance(node.op())
                ? several.write(g, broken.cast(node.op()), in)
                : g.applyAll(node.name(), node.op(), in));
  }

  /** A backend that computes something else for some nodes. */
  static UnaryOperator<Backend> nodes(Nodes nodes) {
    return graphs(graph -> copy(graph, nodes, false));
  }

  /** A backend that assigns variables one after the other, each seeing those before it. */
  static UnaryOperator<Backend> assigningInSequence() {
    return graphs(graph -> copy(graph, (g, n, in) -> g.applyAll(n.name(), n.op(), in), true));
  }

  /** A backend that runs other graphs than it was given. */
  static UnaryOperator<Backend> graphs(UnaryOperator<Graph> rewrite) {
    return sound ->
        new ForwardingBackend(sound) {
          @Override
          public Executable load(GraphModule module) {
            Map<String, Graph> graphs = new LinkedHashMap<>();
            module.graphs().forEach((name, graph) -> graphs.put(name, rewrite.apply(graph)));
            return sound.load(new GraphModule(module.name(), module.initialValues(), graphs));
          }
        };
  }

  private static Graph copy(Graph graph, Nodes nodes, boolean inSequence) {
    GraphBuilder g = new GraphBuilder(graph.name());
    Map<Value, Value> copies = new HashMap<>();
    graph.inputs().forEach(input -> copies.put(input, g.input(input.name(), input.type())));
    for (Value leaf : graph.leaves()) {
      if (leaf instanceof Value.VariableRead read) {
        copies.put(leaf, g.read(read.variable()));
      } else if (leaf instanceof Value.Constant constant) {
        copies.put(leaf, g.constant(constant.tensor()));
      }
    }
    for (Node node : graph.nodes()) {
      List<Value> results = nodes.write(g, node, node.inputs().stream().map(copies::get).toList());
      for (int i = 0; i < results.size(); i++) {
        copies.put(node.output(i), results.get(i));
      }
    }
    graph.outputs().forEach((name, value) -> g.output(name, copies.get(value)));
    graph
        .assignments()
        .forEach(
            (variable, value) -> {
              Value assigned = copies.get(value);
              g.assign(variable, assigned);
              if (inSequence) {
                copies.put(read(graph, variable.name()), assigned);
              }
            });
    return g.build();
  }

  /** What reads a variable, or a value that nobody has when it is not read. */
  private static Value read(Graph graph, String variable) {
    return graph.leaves().stream()
        .filter(leaf -> leaf instanceof Value.VariableRead && leaf.name().equals(variable))
        .findFirst()
        .orElse(graph.assignments().values().iterator().next());
  }
}
