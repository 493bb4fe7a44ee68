package org.ash.onnx.export;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.ash.ir.Dimension;
import org.ash.ir.Graph;
import org.ash.ir.Node;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.onnx.model.OnnxTypes;
import org.ash.onnx.proto.ModelProto;
import org.ash.onnx.proto.NodeProto;
import org.ash.onnx.proto.ValueInfoProto;
import org.ash.tensor.Tensor;

/** The export of one graph: walks its nodes and gathers what the exports of operators write. */
final class GraphExport {
  private final Graph graph;
  private final ExportOptions options;
  private final NodeNames nodeNames;
  private final Names names = new Names();
  private final ModelAssembly assembly = new ModelAssembly();
  private final Map<Value, String> values = new HashMap<>();
  private final Map<String, String> shared = new HashMap<>();
  private final Map<Dimension, String> extents = new HashMap<>();

  GraphExport(Graph graph, ExportOptions options) {
    this.graph = OnnxExporter.decompose(graph, options.version());
    this.options = options;
    this.nodeNames = new NodeNames(graph);
  }

  /** Variables become constants of these values. */
  static Function<Variable, Optional<Tensor>> baked(Map<String, Tensor> variables) {
    return variable -> {
      Tensor value = variables.get(variable.name());
      if (value == null
          || value.dtype() != variable.dtype()
          || !value.shape().equals(variable.shape())) {
        throw new IllegalArgumentException(
            "Variable "
                + variable
                + (value == null
                    ? " has no value to export."
                    : " cannot be exported as " + value.dtype() + " " + value.shape() + "."));
      }
      return Optional.of(value);
    };
  }

  /** Variables become inputs. */
  static Function<Variable, Optional<Tensor>> fed() {
    return variable -> Optional.empty();
  }

  /** Writes the model. */
  ModelProto write(Function<Variable, Optional<Tensor>> valueOf) {
    for (Value.Input input : graph.inputs()) {
      String name = options.names().input(input.name());
      names.reserve(name);
      values.put(input, name);
      assembly.input(valueInfo(name, input.type()));
    }
    Map<String, Value> results = results();
    results.keySet().forEach(names::reserve);
    for (Variable variable : graph.variables()) {
      if (valueOf.apply(variable).isEmpty()) {
        String name = options.names().variable(variable);
        names.reserve(name);
        assembly.input(valueInfo(name, variable.type()));
      }
    }
    for (Value leaf : graph.leaves()) {
      if (leaf instanceof Value.VariableRead read) {
        Optional<Tensor> value = valueOf.apply(read.variable());
        values.put(
            leaf,
            value
                .map(tensor -> initializer(leaf.name(), tensor))
                .orElseGet(() -> options.names().variable(read.variable())));
      } else if (leaf instanceof Value.Constant constant) {
        values.put(leaf, initializer(leaf.name(), constant.tensor()));
      }
    }
    for (Node node : graph.nodes()) {
      NodeExport scope = new NodeExport(this, node, nodeNames.base(node.name()));
      List<String> written = scope.settle(Exports.TABLE.get(node.op()).write(node, scope));
      for (int i = 0; i < node.outputs().size(); i++) {
        Value result = node.output(i);
        values.put(result, written.get(i));
        assembly.declare(valueInfo(written.get(i), result.type()));
      }
    }
    nameResults(results);
    return assembly.model(graph.name(), options, options.metadata().properties());
  }

  ModelAssembly assembly() {
    return assembly;
  }

  int opset() {
    return options.version().opset();
  }

  int channelBlock() {
    return options.channelBlock();
  }

  String name(Value value) {
    return values.get(value);
  }

  /** A name that is free, as asked or with a number. */
  String unique(String name) {
    return names.unique(name);
  }

  /** An initializer under this name, or a free one like it. */
  String initializer(String name, Tensor tensor) {
    String free = names.unique(name);
    assembly.initializer(free, tensor);
    return free;
  }

  /** An initializer shared by all who ask for one of this name. */
  String shared(String name, Tensor tensor) {
    return shared.computeIfAbsent(name, key -> initializer(name, tensor));
  }

  /** The extent of a symbolic dimension at run time, INT64 [1]. */
  Map<Dimension, String> extents() {
    return extents;
  }

  /** The input and axis off which a symbol is read. */
  SymbolSource source(String symbol) {
    for (Value.Input input : graph.inputs()) {
      int axis = input.type().shape().dims().indexOf(Dimension.symbol(symbol));
      if (axis >= 0) {
        return new SymbolSource(values.get(input), axis);
      }
    }
    throw new IllegalArgumentException(
        "Graph '" + graph.name() + "' has no input that gives the symbol " + symbol + ".");
  }

  /**
   * Where a symbol is read.
   *
   * @param input name of an input of the model
   * @param axis axis that is the bare symbol
   */
  record SymbolSource(String input, int axis) {}

  private ValueInfoProto valueInfo(String name, TensorType type) {
    return OnnxTypes.valueInfo(name, type, options.symbols());
  }

  private Map<String, Value> results() {
    Map<String, Value> results = new LinkedHashMap<>();
    graph.outputs().forEach((name, value) -> results.put(options.names().output(name), value));
    graph
        .assignments()
        .forEach((variable, value) -> results.put(options.names().next(variable), value));
    return results;
  }

  /** Gives values the names of the outputs they are; what cannot be renamed is copied. */
  private void nameResults(Map<String, Value> results) {
    Set<Value> renamed = new HashSet<>();
    Map<String, String> renames = new HashMap<>();
    Map<String, String> copies = new LinkedHashMap<>();
    results.forEach(
        (name, value) -> {
          String current = values.get(value);
          boolean aliased = renames.containsKey(current) || !assembly.isComputed(current);
          if (aliased || !renamed.add(value)) {
            copies.put(name, current);
          } else {
            renames.put(current, name);
          }
        });
    assembly.rename(renames);
    copies.forEach(
        (name, source) ->
            assembly.node(
                NodeProto.newBuilder()
                    .setName(names.unique(name + "/Identity"))
                    .setOpType("Identity")
                    .addInput(renames.getOrDefault(source, source))
                    .addOutput(name)));
    results.forEach((name, value) -> assembly.output(valueInfo(name, value.type())));
  }
}
