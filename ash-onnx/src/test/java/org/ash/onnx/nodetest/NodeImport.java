package org.ash.onnx.nodetest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.onnx.model.OnnxTensors;
import org.ash.onnx.proto.AttributeProto;
import org.ash.onnx.proto.GraphProto;
import org.ash.onnx.proto.NodeProto;
import org.ash.onnx.proto.ValueInfoProto;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/** Reads the graph of a node test into IR, as far as {@link ImportTable} knows its operators. */
final class NodeImport {
  private final GraphBuilder builder = new GraphBuilder("node-test");
  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, Tensor> constants = new HashMap<>();

  private final Map<String, Tensor> inputs;

  private NodeImport(Map<String, Tensor> inputs) {
    this.inputs = inputs;
  }

  /** The graph for inputs of these types; empty when an operator or its form is not ours. */
  static Optional<Graph> read(GraphProto proto, Map<String, Tensor> inputs) {
    NodeImport reading = new NodeImport(inputs);
    for (ValueInfoProto input : proto.getInputList()) {
      Tensor tensor = inputs.get(input.getName());
      reading.values.put(
          input.getName(),
          reading.builder.input(
              input.getName(), TensorType.of(tensor.dtype(), tensor.shape().dims())));
    }
    for (NodeProto node : proto.getNodeList()) {
      if (!reading.add(node)) {
        return Optional.empty();
      }
    }
    for (ValueInfoProto output : proto.getOutputList()) {
      reading.builder.output(output.getName(), reading.values.get(output.getName()));
    }
    return Optional.of(reading.builder.build());
  }

  /** Where nodes are written. */
  GraphBuilder graph() {
    return builder;
  }

  /** An operand that the node has. */
  Value operand(NodeProto node, int index) {
    return values.get(node.getInput(index));
  }

  /** Whether the node has this operand. */
  static boolean has(NodeProto node, int index) {
    return node.getInputCount() > index && !node.getInput(index).isEmpty();
  }

  /** The constant that an operand is. */
  Optional<Tensor> constant(NodeProto node, int index) {
    return has(node, index)
        ? Optional.ofNullable(constants.get(node.getInput(index)))
        : Optional.empty();
  }

  /** What an operand is in the test: a constant, or the value that is fed. */
  Tensor given(NodeProto node, int index) {
    return constant(node, index).orElseGet(() -> inputs.get(node.getInput(index)));
  }

  /** A floating attribute or its default. */
  static double real(NodeProto node, String name, double otherwise) {
    return attribute(node, name).map(found -> (double) found.getF()).orElse(otherwise);
  }

  /** An integer attribute or its default. */
  static long integer(NodeProto node, String name, long otherwise) {
    return attribute(node, name).map(AttributeProto::getI).orElse(otherwise);
  }

  /** A list attribute or its default. */
  static List<Long> integers(NodeProto node, String name, List<Long> otherwise) {
    return attribute(node, name).map(AttributeProto::getIntsList).orElse(otherwise);
  }

  /** A text attribute or its default. */
  static String text(NodeProto node, String name, String otherwise) {
    return attribute(node, name).map(found -> found.getS().toStringUtf8()).orElse(otherwise);
  }

  /** Whether the node has an attribute. */
  static boolean sets(NodeProto node, String name) {
    return attribute(node, name).isPresent();
  }

  private boolean add(NodeProto node) {
    if (node.getOpType().equals("Constant")) {
      Tensor tensor = constantOf(node);
      constants.put(node.getOutput(0), tensor);
      values.put(node.getOutput(0), builder.constant(tensor));
      return true;
    }
    List<Value> results =
        Optional.ofNullable(ImportTable.RULES.get(node.getOpType()))
            .map(rule -> rule.apply(this, node))
            .orElse(List.of());
    for (int i = 0; i < Math.min(results.size(), node.getOutputCount()); i++) {
      values.put(node.getOutput(i), results.get(i));
    }
    return results.size() >= node.getOutputCount();
  }

  private static Tensor constantOf(NodeProto node) {
    AttributeProto value = node.getAttribute(0);
    return switch (value.getName()) {
      case "value_float" -> Tensor.scalar(DType.FLOAT32, value.getF());
      case "value_floats" -> {
        float[] floats = new float[value.getFloatsCount()];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = value.getFloats(i);
        }
        yield Tensor.ofFloats(floats, floats.length);
      }
      case "value_int" -> Tensor.ofLongs(new long[] {value.getI()});
      case "value_ints" -> {
        long[] longs = value.getIntsList().stream().mapToLong(Long::longValue).toArray();
        yield Tensor.ofLongs(longs, longs.length);
      }
      default -> OnnxTensors.fromProto(value.getT());
    };
  }

  private static Optional<AttributeProto> attribute(NodeProto node, String name) {
    return node.getAttributeList().stream().filter(one -> one.getName().equals(name)).findFirst();
  }
}
