package org.ash.onnx;

import java.util.Arrays;
import java.util.Locale;
import org.ash.onnx.model.OnnxTensors;
import org.ash.onnx.proto.AttributeProto;
import org.ash.onnx.proto.GraphProto;
import org.ash.onnx.proto.ModelProto;
import org.ash.onnx.proto.NodeProto;
import org.ash.onnx.proto.OperatorSetIdProto;
import org.ash.onnx.proto.TensorProto;
import org.ash.onnx.proto.TensorShapeProto;
import org.ash.onnx.proto.TypeProto;
import org.ash.onnx.proto.ValueInfoProto;
import org.ash.tensor.Tensor;

/** Small ONNX models, piece by piece, which need not be right. */
public final class CraftedModel {
  private CraftedModel() {}

  /** Opset 17: {@code x} of 1 x 1 x 4 x 4 in, {@code y} of the same size out. */
  public static ModelProto.Builder of(NodeProto... nodes) {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("crafted")
            .addInput(value("x", 1, 1, 4, 4))
            .addOutput(value("y", 1, 1, 4, 4));
    Arrays.stream(nodes).forEach(graph::addNode);
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph);
  }

  /** What {@link #of} is fed. */
  public static Tensor input() {
    return Tensor.ofFloats(new float[16], 1, 1, 4, 4);
  }

  /** A value of FLOAT that declares its extents. */
  public static ValueInfoProto value(String name, long... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dim : dims) {
      shape.addDimBuilder().setDimValue(dim);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }

  /**
   * A node; its operands and its result stand in one text, as in {@code "x w -> y"}, an operand
   * left out as {@code _}.
   */
  public static NodeProto node(String type, String values, AttributeProto... attributes) {
    String[] sides = values.split("->", -1);
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(type).setName(type.toLowerCase(Locale.ROOT));
    for (String operand : sides[0].strip().split(" ", -1)) {
      node.addInput(operand.equals("_") ? "" : operand);
    }
    for (String result : sides[1].strip().split(" ", -1)) {
      node.addOutput(result);
    }
    if (sides[0].isBlank()) {
      node.clearInput();
    }
    return node.addAllAttribute(Arrays.asList(attributes)).build();
  }

  /** An attribute of several whole numbers. */
  public static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  /** An attribute of one whole number. */
  public static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** An attribute that is a tensor. */
  public static AttributeProto tensor(String name, TensorProto value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.TENSOR)
        .setT(value)
        .build();
  }

  /** An attribute that is a graph. */
  public static AttributeProto graph(String name, GraphProto value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(value)
        .build();
  }

  /** A constant. */
  public static NodeProto constant(String name, Tensor value) {
    return node("Constant", "-> " + name, tensor("value", OnnxTensors.toProto("", value)))
        .toBuilder()
        .setName("constant " + name)
        .build();
  }

  /** A tensor that says FLOAT and these extents, and holds nothing. */
  public static TensorProto empty(String name, long... dims) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    return tensor.build();
  }
}
