package org.ash.onnx.verify;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.ash.onnx.proto.AttributeProto;
import org.ash.onnx.proto.FunctionProto;
import org.ash.onnx.proto.GraphProto;
import org.ash.onnx.proto.NodeProto;
import org.ash.onnx.proto.SparseTensorProto;
import org.ash.onnx.proto.TensorProto;
import org.ash.onnx.proto.ValueInfoProto;

/**
 * A graph, or a function: every value is defined once and before it is used, in the graph itself or
 * in one around it; tensors hold what they say; attributes can be what they are. Graphs within
 * nodes are checked likewise; how deep they nest has been bounded where the file was parsed.
 */
final class GraphCheck {
  private final Consumer<String> error;
  private final Optional<GraphCheck> around;
  private final Set<String> defined = new HashSet<>();
  private final Set<String> nodes = new HashSet<>();

  /** Number of axes of the values that declare it. */
  private final Map<String, Integer> ranks = new HashMap<>();

  private GraphCheck(Optional<GraphCheck> around, Consumer<String> error) {
    this.around = around;
    this.error = error;
  }

  static void ofModel(GraphProto graph, Consumer<String> error) {
    GraphCheck check = new GraphCheck(Optional.empty(), error);
    check.graph(graph);
    check.outputsDeclareShapes(graph);
  }

  static void ofFunction(FunctionProto function, Consumer<String> error) {
    GraphCheck check = new GraphCheck(Optional.empty(), error);
    function.getInputList().forEach(input -> check.define(input, "input of a function"));
    function.getNodeList().forEach(check::node);
    function.getOutputList().forEach(check::output);
  }

  private void graph(GraphProto graph) {
    for (ValueInfoProto input : graph.getInputList()) {
      define(input.getName(), "input");
    }
    declared(graph.getInputList());
    declared(graph.getValueInfoList());
    declared(graph.getOutputList());
    Set<String> inputs = Set.copyOf(defined);
    for (TensorProto initializer : graph.getInitializerList()) {
      initializer(inputs, initializer);
    }
    for (SparseTensorProto sparse : graph.getSparseInitializerList()) {
      TensorCheck.check(sparse, error);
      define(sparse.getValues().getName(), "sparse initializer");
    }
    graph.getNodeList().forEach(this::node);
    graph.getOutputList().forEach(value -> output(value.getName()));
  }

  /** An input may have an initializer as its default. */
  private void initializer(Set<String> inputs, TensorProto initializer) {
    TensorCheck.check(initializer, error);
    ranks.put(initializer.getName(), initializer.getDimsCount());
    if (!inputs.contains(initializer.getName())) {
      define(initializer.getName(), "initializer");
    }
  }

  private void declared(List<ValueInfoProto> values) {
    for (ValueInfoProto value : values) {
      TensorCheck.checkDeclared(value, error);
      if (value.getType().getTensorType().hasShape()) {
        ranks.put(value.getName(), value.getType().getTensorType().getShape().getDimCount());
      }
    }
  }

  private void outputsDeclareShapes(GraphProto graph) {
    if (graph.getOutputCount() == 0) {
      error.accept("the graph has no output.");
    }
    for (ValueInfoProto output : graph.getOutputList()) {
      if (!output.getType().getTensorType().hasShape()) {
        error.accept("the output '" + output.getName() + "' declares no shape.");
      }
    }
  }

  private void node(NodeProto node) {
    if (!node.getName().isEmpty() && !nodes.add(node.getName())) {
      error.accept("two nodes are named '" + node.getName() + "'.");
    }
    for (String operand : node.getInputList()) {
      if (!operand.isEmpty() && !isDefined(operand)) {
        error.accept(
            NodeCheck.describe(node)
                + " reads '"
                + operand
                + "', which nothing before it defines.");
      }
    }
    NodeCheck.check(node, rankOfOperand(node), error);
    node.getAttributeList().forEach(this::attribute);
    for (String result : node.getOutputList()) {
      if (!result.isEmpty()) {
        define(result, "result of " + NodeCheck.describe(node));
      }
    }
  }

  private OptionalInt rankOfOperand(NodeProto node) {
    return node.getInputCount() == 0 ? OptionalInt.empty() : rank(node.getInput(0));
  }

  private OptionalInt rank(String name) {
    if (ranks.containsKey(name)) {
      return OptionalInt.of(ranks.get(name));
    }
    return around.isPresent() && !defined.contains(name)
        ? around.get().rank(name)
        : OptionalInt.empty();
  }

  private void attribute(AttributeProto attribute) {
    if (attribute.hasT()) {
      TensorCheck.check(attribute.getT(), error);
    }
    attribute.getTensorsList().forEach(tensor -> TensorCheck.check(tensor, error));
    if (attribute.hasSparseTensor()) {
      TensorCheck.check(attribute.getSparseTensor(), error);
    }
    attribute.getSparseTensorsList().forEach(sparse -> TensorCheck.check(sparse, error));
    if (attribute.hasG()) {
      within().graph(attribute.getG());
    }
    attribute.getGraphsList().forEach(graph -> within().graph(graph));
  }

  private GraphCheck within() {
    return new GraphCheck(Optional.of(this), error);
  }

  private void output(String name) {
    if (!isDefined(name)) {
      error.accept("nothing defines the output '" + name + "'.");
    }
  }

  private boolean isDefined(String name) {
    return defined.contains(name) || around.filter(outer -> outer.isDefined(name)).isPresent();
  }

  private void define(String name, String what) {
    if (!defined.add(name)) {
      error.accept("two values are named '" + name + "', one of them " + what + ".");
    }
  }
}
