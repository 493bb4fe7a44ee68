package org.ash.tf.lowering;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.ir.Graph;
import org.ash.ir.GraphModule;
import org.ash.ir.GraphRewriter;
import org.ash.ir.Variable;
import org.ash.tf.tensor.ElementTypes;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;

/**
 * A module as operations of one TensorFlow graph: its graphs over shared resource variables, an
 * operation that gives all variables a value, and the reading of all of them.
 *
 * <p>Variables are set and read all at once because TensorFlow prepares an executor for each set of
 * things fed and fetched: a thousand single reads would cost a thousand preparations.
 *
 * @param graphs by name
 * @param variableInputs what to feed to set the variables, by name
 * @param setVariables the target that sets all variables
 * @param variableOutputs what to fetch to read the variables, by name
 */
public record LoweredModule(
    Map<String, LoweredGraph> graphs,
    Map<String, Output<?>> variableInputs,
    Operation setVariables,
    Map<String, Output<?>> variableOutputs) {

  /**
   * Writes a module.
   *
   * @param deviceName where to place operations, as {@code /device:GPU:0}; empty: TensorFlow places
   */
  public static LoweredModule write(
      GraphModule module,
      Lowerings lowerings,
      org.tensorflow.Graph target,
      Optional<String> deviceName) {
    OperationWriter writer = new OperationWriter(target, deviceName);
    Map<Variable, LoweredVariable> variables = new LinkedHashMap<>();
    module
        .initialValues()
        .keySet()
        .forEach(variable -> variables.put(variable, LoweredVariable.declare(writer, variable)));
    Map<String, LoweredGraph> graphs = new LinkedHashMap<>();
    module
        .graphs()
        .forEach(
            (name, graph) -> {
              Graph primitive =
                  GraphRewriter.decompose(
                      graph, node -> lowerings.supports(node.op(), node.inputTypes()));
              graphs.put(name, new GraphLowering(writer, lowerings, variables, primitive).lower());
            });
    Map<String, Output<?>> inputs = new LinkedHashMap<>();
    Map<String, Output<?>> outputs = new LinkedHashMap<>();
    List<Operation> assignments = new ArrayList<>();
    for (LoweredVariable variable : variables.values()) {
      String name = variable.variable().name();
      writer.at("variables", name);
      Output<?> fed = placeholder(writer, variable.variable());
      inputs.put(name, fed);
      LoweringScope scope = scope(writer, lowerings);
      Lowered value =
          Lowered.logical(
              writer.fromWire(fed, variable.variable().dtype()), variable.variable().type());
      assignments.add(variable.assign(writer, scope.in(value, variable.layout()), List.of()));
      Lowered read = variable.read(writer);
      outputs.put(name, writer.toWire(scope.logical(read), variable.variable().dtype()));
    }
    writer.at("variables");
    Operation set = writer.op("NoOp").after(assignments).write();
    return new LoweredModule(graphs, inputs, set, outputs);
  }

  private static LoweringScope scope(OperationWriter writer, Lowerings lowerings) {
    return new LoweringScope(writer, new SymbolValues(writer, Map.of()), lowerings.device());
  }

  private static Output<?> placeholder(OperationWriter writer, Variable variable) {
    return writer
        .op("Placeholder")
        .attr("dtype", ElementTypes.wireType(variable.dtype()))
        .attr("shape", Shape.of(variable.shape().dims()))
        .one();
  }
}
