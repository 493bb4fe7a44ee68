package org.ash.ir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Rewrites graphs into equivalent ones. */
public final class GraphRewriter {
  private GraphRewriter() {}

  /**
   * The graph with every composite replaced by its decomposition, down to primitives, except those
   * that are to be kept. Names of the parts begin with the name of the composite and a dot.
   *
   * @param keep whether a composite node stays, as {@code backend::supports} tells
   */
  public static Graph decompose(Graph graph, Predicate<Node> keep) {
    if (graph.nodes().stream().noneMatch(node -> isReplaced(node, keep))) {
      return graph;
    }
    GraphBuilder builder = new GraphBuilder(graph.name());
    Map<Value, Value> replaced = new HashMap<>();
    for (Value.Input input : graph.inputs()) {
      replaced.put(input, builder.input(input.name(), input.type()));
    }
    for (Value leaf : graph.leaves()) {
      if (leaf instanceof Value.VariableRead read) {
        replaced.put(leaf, builder.read(read.variable()));
      } else if (leaf instanceof Value.Constant constant) {
        Value copy =
            constant.type().rank() == 0 && constant.type().dtype().isFloating()
                ? builder.scalar(constant.type().dtype(), constant.tensor().get(0))
                : builder.constant(constant.tensor());
        replaced.put(leaf, copy);
      }
    }
    for (Node node : graph.nodes()) {
      write(builder, node, replaced, keep);
    }
    graph.outputs().forEach((name, value) -> builder.output(name, replaced.get(value)));
    graph.assignments().forEach((variable, value) -> builder.assign(variable, replaced.get(value)));
    return builder.build();
  }

  /**
   * The graph with some of its variables replaced, as by their averages.
   *
   * @param replacement the variable to read, or to assign, instead; of the same type
   */
  public static Graph withVariables(Graph graph, UnaryOperator<Variable> replacement) {
    GraphCopy copy = new GraphCopy(graph, replacement);
    graph.nodes().forEach(copy::write);
    return copy.build();
  }

  private static boolean isReplaced(Node node, Predicate<Node> keep) {
    return node.op() instanceof CompositeOp && !keep.test(node);
  }

  private static void write(
      GraphBuilder builder, Node node, Map<Value, Value> replaced, Predicate<Node> keep) {
    List<Value> inputs = node.inputs().stream().map(replaced::get).toList();
    List<Value> results;
    if (node.op() instanceof CompositeOp composite && !keep.test(node)) {
      int before = builder.size();
      List<Value> parts = expand(builder, node.name(), composite, inputs);
      results = settle(builder, before, parts, keep);
    } else {
      results = builder.applyAll(node.name(), node.op(), inputs);
    }
    for (int i = 0; i < results.size(); i++) {
      replaced.put(node.output(i), results.get(i));
    }
  }

  /** Writes the decomposition of one composite and checks that it keeps the composite's types. */
  public static List<Value> expand(
      GraphBuilder builder, String name, CompositeOp composite, List<Value> inputs) {
    List<Value> parts = builder.scoped(name, () -> composite.decompose(builder, inputs));
    Operands operands = new Operands(name, composite, inputs.stream().map(Value::type).toList());
    List<TensorType> expected = composite.infer(operands);
    List<TensorType> actual = parts.stream().map(Value::type).toList();
    if (!expected.equals(actual)) {
      throw new IllegalStateException(
          composite.name() + " decomposes into " + actual + " where it promises " + expected + ".");
    }
    return parts;
  }

  /** Decomposes what a decomposition has written, when that contains composites again. */
  private static List<Value> settle(
      GraphBuilder builder, int before, List<Value> parts, Predicate<Node> keep) {
    Map<Value, Value> settled = new HashMap<>();
    for (Node inner : builder.nodesFrom(before)) {
      boolean moved = inner.inputs().stream().anyMatch(settled::containsKey);
      if (moved || isReplaced(inner, keep)) {
        Map<Value, Value> view = new HashMap<>(settled);
        inner.inputs().forEach(input -> view.putIfAbsent(input, input));
        write(builder, inner, view, keep);
        inner.outputs().forEach(output -> settled.put(output, view.get(output)));
      }
    }
    return parts.stream().map(part -> settled.getOrDefault(part, part)).toList();
  }
}
