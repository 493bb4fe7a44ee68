package org.ash.tf.lowering;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.tf.tensor.ElementTypes;
import org.ash.tf.tensor.TensorTransfer;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Output;

/**
 * Writes operations into a TensorFlow graph under names that lead back to the node they come from,
 * as {@code train/stage2.block0.conv1/Conv2D}.
 */
public final class OperationWriter {
  private final Graph graph;
  private final Optional<String> deviceName;
  private final Map<String, Integer> uses = new HashMap<>();
  private final Map<List<Object>, Output<?>> constants = new HashMap<>();
  private String place = "";

  /** Writes into a graph; operations are placed on the device of that name, if there is one. */
  public OperationWriter(Graph graph, Optional<String> deviceName) {
    this.graph = graph;
    this.deviceName = deviceName;
  }

  /** Sets the prefix of the names of what is written next. */
  void at(String... path) {
    StringBuilder name = new StringBuilder(String.join("/", path));
    for (int i = 0; i < name.length(); i++) {
      if (!isNamePart(name.charAt(i), i == 0)) {
        name.setCharAt(i, i == 0 ? '.' : '_');
      }
    }
    place = name.toString();
  }

  /** Begins an operation. */
  OperationCall op(String type) {
    String name = place.isEmpty() ? type : place + "/" + type;
    int count = uses.merge(name, 1, Integer::sum);
    GraphOperationBuilder builder =
        graph.opBuilder(type, count == 1 ? name : name + "_" + (count - 1), graph.baseScope());
    deviceName.ifPresent(builder::setDevice);
    return new OperationCall(builder);
  }

  /** An operation without attributes and with one output. */
  Output<?> op(String type, Output<?>... inputs) {
    return op(type).in(inputs).one();
  }

  /** A constant in logical order. */
  Output<?> constant(Tensor tensor) {
    if (tensor.size() > 16) {
      return writeConstant(tensor);
    }
    List<Object> key = List.of(tensor.dtype(), tensor.shape(), tensor.copy().bytes());
    Output<?> known = constants.get(key);
    if (known == null) {
      known = writeConstant(tensor);
      constants.put(key, known);
    }
    return known;
  }

  /** A scalar constant. */
  Output<?> scalar(DType dtype, double value) {
    return constant(Tensor.scalar(dtype, value));
  }

  /** An INT32 vector. */
  Output<?> ints(long... values) {
    int[] ints = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      ints[i] = Math.toIntExact(values[i]);
    }
    return constant(Tensor.ofInts(ints, ints.length));
  }

  /** An INT32 scalar. */
  Output<?> integer(long value) {
    return constant(Tensor.of(DType.INT32, Shape.scalar(), new double[] {value}));
  }

  /** Converts what is fed into the type used inside the graph. */
  Output<?> fromWire(Output<?> fed, DType dtype) {
    return dtype == DType.INT8
        ? op("Bitcast").in(fed).attr("type", ElementTypes.of(dtype)).one()
        : fed;
  }

  /** Converts a value into the type in which it is fetched. */
  Output<?> toWire(Output<?> value, DType dtype) {
    return dtype == DType.INT8
        ? op("Bitcast").in(value).attr("type", ElementTypes.wireType(dtype)).one()
        : value;
  }

  /** What TensorFlow allows: [A-Za-z0-9.][A-Za-z0-9_./-]*. */
  private static boolean isNamePart(char c, boolean first) {
    boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    return letter || c == '.' || (!first && (c == '_' || c == '/' || c == '-'));
  }

  private Output<?> writeConstant(Tensor tensor) {
    try (org.tensorflow.Tensor value = TensorTransfer.toTensorFlow(tensor)) {
      Output<?> wire =
          op("Const")
              .attr("dtype", ElementTypes.wireType(tensor.dtype()))
              .attr("value", value)
              .one();
      return fromWire(wire, tensor.dtype());
    }
  }
}
