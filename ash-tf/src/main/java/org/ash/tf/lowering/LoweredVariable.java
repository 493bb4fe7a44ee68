package org.ash.tf.lowering;

import org.ash.ir.Variable;
import org.ash.tf.tensor.ElementTypes;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * A variable on the device.
 *
 * @param variable the logical variable
 * @param handle the resource
 * @param layout how its value lies; of rank 4 as the weights of convolutions, so that neither they
 *     nor their gradients or momenta are transposed in a step
 */
record LoweredVariable(Variable variable, Output<?> handle, Layout layout) {

  static LoweredVariable declare(OperationWriter writer, Variable variable) {
    Layout layout =
        variable.shape().rank() == 4 ? Layout.WEIGHTS : Layout.logical(variable.shape().rank());
    long[] dims = layout.order().stream().mapToLong(variable.shape()::dim).toArray();
    writer.at("variables", variable.name());
    Output<?> handle =
        writer
            .op("VarHandleOp")
            .attr("dtype", ElementTypes.of(variable.dtype()))
            .attr("shape", org.tensorflow.ndarray.Shape.of(dims))
            .attr("shared_name", variable.name())
            .one();
    return new LoweredVariable(variable, handle, layout);
  }

  /** Reads the value that it has when the operation runs. */
  Lowered read(OperationWriter writer) {
    Output<?> value =
        writer
            .op("ReadVariableOp")
            .in(handle)
            .attr("dtype", ElementTypes.of(variable.dtype()))
            .one();
    return new Lowered(value, variable.type(), layout);
  }

  /** Replaces the value, after other operations. */
  Operation assign(OperationWriter writer, Output<?> value, Iterable<Operation> after) {
    return writer.op("AssignVariableOp").in(handle, value).after(after).write();
  }
}
