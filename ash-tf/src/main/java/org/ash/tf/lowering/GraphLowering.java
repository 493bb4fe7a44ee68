package org.ash.tf.lowering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.ir.Graph;
import org.ash.ir.Node;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.spi.BackendException;
import org.ash.tf.tensor.ElementTypes;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;

/**
 * Writes one graph. All assignments wait for a barrier behind every read, every output and every
 * value to assign, so that reads see the values from before the run and a run that fails changes
 * nothing.
 */
final class GraphLowering {
  private final OperationWriter writer;
  private final Lowerings lowerings;
  private final Map<String, LoweredVariable> variables;
  private final Graph graph;
  private final Map<Value, Lowered> values = new HashMap<>();
  private final List<Operation> before = new ArrayList<>();

  GraphLowering(
      OperationWriter writer,
      Lowerings lowerings,
      Map<String, LoweredVariable> variables,
      Graph graph) {
    this.writer = writer;
    this.lowerings = lowerings;
    this.variables = variables;
    this.graph = graph;
  }

  LoweredGraph lower() {
    Map<String, Output<?>> inputs = new LinkedHashMap<>();
    Map<Value.Input, Output<?>> placeholders = new LinkedHashMap<>();
    for (Value.Input input : graph.inputs()) {
      writer.at(graph.name(), input.name());
      Output<?> placeholder = placeholder(input.type());
      inputs.put(input.name(), placeholder);
      placeholders.put(input, placeholder);
      Output<?> value = writer.fromWire(placeholder, input.type().dtype());
      values.put(input, Lowered.logical(value, input.type()));
    }
    writer.at(graph.name(), "symbols");
    LoweringScope scope =
        new LoweringScope(
            writer,
            new SymbolValues(writer, placeholders),
            Partitions.of(graph),
            lowerings.device());
    graph.leaves().forEach(this::leaf);
    for (Node node : graph.nodes()) {
      lower(scope, node);
    }
    Map<String, Output<?>> outputs = outputs(scope);
    return new LoweredGraph(graph, inputs, outputs, update(scope));
  }

  private void leaf(Value leaf) {
    writer.at(graph.name(), leaf.name());
    if (leaf instanceof Value.Constant constant) {
      values.put(leaf, Lowered.logical(writer.constant(constant.tensor()), leaf.type()));
    } else if (leaf instanceof Value.VariableRead read) {
      Lowered value = variables.get(read.variable().name()).value();
      before.add(value.output().op());
      values.put(leaf, value);
    }
  }

  private void lower(LoweringScope scope, Node node) {
    if (!lowerings.supports(node.op(), node.inputTypes())) {
      throw new BackendException(
          "tensorflow does not run "
              + node.op().name()
              + " '"
              + node.name()
              + "' on "
              + node.inputTypes()
              + " (graph '"
              + graph.name()
              + "'); cast its inputs or choose another backend.");
    }
    writer.at(graph.name(), node.name());
    List<Lowered> in = node.inputs().stream().map(values::get).toList();
    List<Lowered> results = lowerings.of(node.op()).lower(scope, node, in);
    for (int i = 0; i < results.size(); i++) {
      values.put(node.output(i), results.get(i));
    }
  }

  private Map<String, Output<?>> outputs(LoweringScope scope) {
    Map<String, Output<?>> outputs = new LinkedHashMap<>();
    graph
        .outputs()
        .forEach(
            (name, value) -> {
              writer.at(graph.name(), "outputs", name);
              Output<?> wire =
                  writer.toWire(scope.logical(values.get(value)), value.type().dtype());
              // TensorFlow refuses to fetch what is fed, and one result under two names.
              Output<?> output = writer.op("Identity", wire);
              before.add(output.op());
              outputs.put(name, output);
            });
    return outputs;
  }

  private Optional<Operation> update(LoweringScope scope) {
    if (graph.assignments().isEmpty()) {
      return Optional.empty();
    }
    Map<LoweredVariable, Output<?>> assigned = new LinkedHashMap<>();
    graph
        .assignments()
        .forEach(
            (variable, value) -> {
              LoweredVariable target = variables.get(variable.name());
              writer.at(graph.name(), "assign", variable.name());
              Output<?> next = scope.in(values.get(value), target.layout());
              assigned.put(target, next);
              before.add(next.op());
            });
    writer.at(graph.name(), "assign");
    Operation barrier = writer.op("NoOp").after(before).write();
    List<Operation> assignments = new ArrayList<>();
    assigned.forEach(
        (target, next) -> {
          writer.at(graph.name(), "assign", target.variable().name());
          assignments.add(target.assign(writer, next, List.of(barrier)));
        });
    writer.at(graph.name(), "assign");
    return Optional.of(writer.op("NoOp").after(assignments).write());
  }

  private Output<?> placeholder(TensorType type) {
    long[] dims =
        type.shape().dims().stream()
            .mapToLong(dim -> dim.isStatic() ? dim.extent() : Shape.UNKNOWN_SIZE)
            .toArray();
    return writer
        .op("Placeholder")
        .attr("dtype", ElementTypes.wireType(type.dtype()))
        .attr("shape", Shape.of(dims))
        .one();
  }
}
