package org.ash.tf;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ash.ir.GraphModule;
import org.ash.ir.Variable;
import org.ash.tensor.Tensor;
import org.ash.tf.lowering.LoweredModule;
import org.ash.tf.lowering.LoweredVariable;
import org.tensorflow.Output;

/**
 * Host copies of the variables, so that reading or writing them one by one costs one transfer of
 * all. Not for use by several threads.
 */
final class VariableMirror {
  private final GraphModule module;
  private final LoweredModule lowered;
  private final SessionRunner runner;
  private Map<String, Tensor> values = new LinkedHashMap<>();
  private boolean written;

  VariableMirror(GraphModule module, LoweredModule lowered, SessionRunner runner) {
    this.module = module;
    this.lowered = lowered;
    this.runner = runner;
    module.initialValues().forEach((variable, value) -> values.put(variable.name(), value));
    written = !values.isEmpty();
  }

  /** A copy of a value. */
  Tensor read(String variable) {
    fetch();
    return values.get(variable).copy();
  }

  /** Takes a value, which reaches the device before the next run. */
  void write(String variable, Tensor value) {
    fetch();
    values.put(variable, value.copy());
    written = true;
  }

  /** Whether there are values that the device does not have yet. */
  boolean isWritten() {
    return written;
  }

  /** Brings the device up to date. */
  void flush() {
    if (written) {
      Map<String, Output<?>> inputs = new LinkedHashMap<>();
      Map<String, Tensor> stored = new LinkedHashMap<>();
      lowered
          .variables()
          .forEach(
              (name, variable) -> {
                inputs.put(name, variable.input());
                stored.put(name, variable.toStored(values.get(name)));
              });
      runner.run(inputs, stored, Map.of(), Map.of(), lowered.setVariables());
      written = false;
      values = new LinkedHashMap<>();
    }
  }

  /** Forgets the copies after a run that assigned variables. */
  void invalidate() {
    values = new LinkedHashMap<>();
  }

  private void fetch() {
    if (values.isEmpty()) {
      Map<String, Output<?>> outputs = new LinkedHashMap<>();
      Map<String, Tensor> stored = new LinkedHashMap<>();
      for (Variable variable : module.initialValues().keySet()) {
        LoweredVariable target = lowered.variables().get(variable.name());
        outputs.put(variable.name(), target.output());
        stored.put(variable.name(), Tensor.allocate(variable.dtype(), target.storedShape()));
      }
      runner.run(Map.of(), Map.of(), outputs, stored);
      Map<String, Tensor> fetched = new LinkedHashMap<>();
      stored.forEach(
          (name, value) -> fetched.put(name, lowered.variables().get(name).toLogical(value)));
      values = fetched;
    }
  }
}
