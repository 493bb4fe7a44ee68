package org.ash.tf.lowering;

import java.util.List;
import org.ash.ir.Variable;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.tf.tensor.ElementTypes;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * A variable on the device: the resource, one reading of it that all graphs share, and how to set
 * it from outside. A variable of rank 4 lies there as the weights of convolutions do, so that
 * neither it nor its gradient or momentum is transposed in a step; its values are transposed on the
 * host when they come and go.
 */
public final class LoweredVariable {
  private final Variable variable;
  private final Layout layout;
  private final Output<?> handle;
  private final Output<?> value;
  private final Output<?> input;
  private final Output<?> output;
  private final Operation set;

  /** Writes the operations of a variable. */
  LoweredVariable(OperationWriter writer, Variable variable) {
    this.variable = variable;
    layout =
        variable.shape().rank() == 4 ? Layout.WEIGHTS : Layout.logical(variable.shape().rank());
    org.tensorflow.ndarray.Shape stored =
        org.tensorflow.ndarray.Shape.of(layout.stored(variable.shape()).dims());
    writer.at("variables", variable.name());
    handle =
        writer
            .op("VarHandleOp")
            .attr("dtype", ElementTypes.of(variable.dtype()))
            .attr("shape", stored)
            .attr("shared_name", variable.name())
            .one();
    value =
        writer
            .op("ReadVariableOp")
            .in(handle)
            .attr("dtype", ElementTypes.of(variable.dtype()))
            .one();
    output = writer.toWire(value, variable.dtype());
    input =
        writer
            .op("Placeholder")
            .attr("dtype", ElementTypes.wireType(variable.dtype()))
            .attr("shape", stored)
            .one();
    set = assign(writer, writer.fromWire(input, variable.dtype()), List.of());
  }

  /** What to feed, as {@link #toStored} gives it, when the variable is set. */
  public Output<?> input() {
    return input;
  }

  /** What to fetch, to be read by {@link #toLogical}. */
  public Output<?> output() {
    return output;
  }

  /** The shape in which it lies on the device. */
  public Shape storedShape() {
    return layout.stored(variable.shape());
  }

  /** A value as it lies on the device. */
  public Tensor toStored(Tensor logical) {
    return layout.store(logical);
  }

  /** A value as the variable declares it. */
  public Tensor toLogical(Tensor stored) {
    return layout.restore(stored);
  }

  /** The variable of the graphs. */
  Variable variable() {
    return variable;
  }

  /** Where its axes lie. */
  Layout layout() {
    return layout;
  }

  /** The value that it has when a run reads it. */
  Lowered value() {
    return new Lowered(value, variable.type(), layout);
  }

  /** Gives it the value that is fed. */
  Operation set() {
    return set;
  }

  /** Replaces the value, after other operations. */
  Operation assign(OperationWriter writer, Output<?> next, Iterable<Operation> after) {
    return writer.op("AssignVariableOp").in(handle, next).after(after).write();
  }
}
