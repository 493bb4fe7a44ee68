package org.ash.onnx.model;

import java.util.EnumMap;
import java.util.Map;
import org.ash.ir.Dimension;
import org.ash.ir.TensorType;
import org.ash.onnx.proto.TensorProto;
import org.ash.onnx.proto.TensorShapeProto;
import org.ash.onnx.proto.TypeProto;
import org.ash.onnx.proto.ValueInfoProto;
import org.ash.tensor.DType;

/** Element types and value types, ours and ONNX's. */
public final class OnnxTypes {
  private static final Map<DType, TensorProto.DataType> ELEMENTS =
      new EnumMap<>(
          Map.of(
              DType.FLOAT32, TensorProto.DataType.FLOAT,
              DType.FLOAT64, TensorProto.DataType.DOUBLE,
              DType.INT8, TensorProto.DataType.INT8,
              DType.INT32, TensorProto.DataType.INT32,
              DType.INT64, TensorProto.DataType.INT64,
              DType.UINT8, TensorProto.DataType.UINT8,
              DType.BOOL, TensorProto.DataType.BOOL,
              DType.FLOAT16, TensorProto.DataType.FLOAT16,
              DType.BFLOAT16, TensorProto.DataType.BFLOAT16));

  private OnnxTypes() {}

  /** The number by which ONNX names an element type. */
  public static int elementType(DType dtype) {
    return ELEMENTS.get(dtype).getNumber();
  }

  /**
   * The element type of an ONNX number.
   *
   * @param where what carries it, for the error
   * @throws OnnxFormatException when this project has no such type
   */
  public static DType dtype(int elementType, String where) {
    return ELEMENTS.entrySet().stream()
        .filter(entry -> entry.getValue().getNumber() == elementType)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () ->
                new OnnxFormatException(
                    where
                        + " has element type "
                        + (TensorProto.DataType.forNumber(elementType) == null
                            ? elementType
                            : TensorProto.DataType.forNumber(elementType))
                        + "; supported are "
                        + ELEMENTS.keySet()
                        + "."));
  }

  /**
   * A named value: static dimensions as numbers, others as symbols ({@code N}, {@code 4*N}).
   *
   * @param symbols whether to write the symbols; else such a dimension says nothing
   */
  public static ValueInfoProto valueInfo(String name, TensorType type, boolean symbols) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Dimension dim : type.shape().dims()) {
      TensorShapeProto.Dimension.Builder extent = shape.addDimBuilder();
      if (dim.isStatic()) {
        extent.setDimValue(dim.extent());
      } else if (symbols) {
        extent.setDimParam(dim.toString());
      }
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(elementType(type.dtype()))
            .setShape(shape)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
