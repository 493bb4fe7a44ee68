package org.ash.tf.lowering;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ash.ir.Graph;
import org.ash.ir.GraphModule;
import org.ash.ir.GraphRewriter;
import org.ash.ir.Variable;
import org.tensorflow.Operation;

/**
 * A module as operations of one TensorFlow graph: its graphs over shared resource variables, and an
 * operation that gives all variables a value.
 *
 * <p>Variables are set and read all at once because TensorFlow prepares an executor for each set of
 * things fed and fetched: a thousand single reads would cost a thousand preparations.
 *
 * @param graphs by name
 * @param variables by name
 * @param setVariables the target that sets all variables to what is fed to their inputs
 */
public record LoweredModule(
    Map<String, LoweredGraph> graphs,
    Map<String, LoweredVariable> variables,
    Operation setVariables) {

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
    Map<String, LoweredVariable> variables = new LinkedHashMap<>();
    for (Variable variable : module.initialValues().keySet()) {
      variables.put(variable.name(), new LoweredVariable(writer, variable));
    }
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
    writer.at("variables");
    Operation set =
        writer
            .op("NoOp")
            .after(variables.values().stream().map(LoweredVariable::set).toList())
            .write();
    return new LoweredModule(graphs, variables, set);
  }
}
