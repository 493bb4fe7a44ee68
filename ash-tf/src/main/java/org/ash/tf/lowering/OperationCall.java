package org.ash.tf.lowering;

import java.util.List;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** One TensorFlow operation being written. */
final class OperationCall {
  private final GraphOperationBuilder builder;

  OperationCall(GraphOperationBuilder builder) {
    this.builder = builder;
  }

  OperationCall in(Output<?>... inputs) {
    for (Output<?> input : inputs) {
      builder.addInput(input);
    }
    return this;
  }

  OperationCall list(List<Output<?>> inputs) {
    builder.addInputList(inputs.toArray(new Output<?>[0]));
    return this;
  }

  OperationCall after(Iterable<Operation> operations) {
    operations.forEach(builder::addControlInput);
    return this;
  }

  OperationCall attr(String name, long value) {
    builder.setAttr(name, value);
    return this;
  }

  OperationCall attr(String name, long... values) {
    builder.setAttr(name, values);
    return this;
  }

  OperationCall attr(String name, double value) {
    builder.setAttr(name, (float) value);
    return this;
  }

  OperationCall attr(String name, boolean value) {
    builder.setAttr(name, value);
    return this;
  }

  OperationCall attr(String name, String value) {
    builder.setAttr(name, value);
    return this;
  }

  OperationCall attr(String name, DataType value) {
    builder.setAttr(name, value);
    return this;
  }

  OperationCall attr(String name, Shape value) {
    builder.setAttr(name, value);
    return this;
  }

  OperationCall attr(String name, org.tensorflow.Tensor value) {
    builder.setAttr(name, value);
    return this;
  }

  /** Writes it. */
  Operation write() {
    return builder.build();
  }

  /** Writes it and takes its first output. */
  Output<?> one() {
    return output(write(), 0);
  }

  static Output<?> output(Operation operation, int index) {
    return operation.output(index);
  }
}
