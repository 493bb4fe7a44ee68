package org.ash.onnx.model;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import org.ash.onnx.proto.TensorProto;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Tensors, ours and ONNX's. */
public final class OnnxTensors {
  private OnnxTensors() {}

  /** A tensor as ONNX's, its elements little-endian in {@code raw_data}. */
  public static TensorProto toProto(String name, Tensor tensor) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(OnnxTypes.elementType(tensor.dtype()))
            .setRawData(ByteString.copyFrom(tensor.bytes()));
    for (long dim : tensor.shape().dims()) {
      proto.addDims(dim);
    }
    return proto.build();
  }

  /**
   * A copy of an ONNX tensor, whether its elements are raw or in a typed list.
   *
   * @throws OnnxFormatException when the type is not supported, the number of elements is not the
   *     shape's, or the elements lie in another file
   */
  public static Tensor fromProto(TensorProto proto) {
    requireWhole(proto);
    DType dtype = OnnxTypes.dtype(proto.getDataType(), where(proto));
    Tensor tensor = Tensor.allocate(dtype, shapeOf(proto, where(proto)));
    if (proto.hasRawData()) {
      tensor.bytes().put(proto.getRawData().asReadOnlyByteBuffer());
      return tensor;
    }
    switch (dtype) {
      case FLOAT32 -> {
        for (int i = 0; i < tensor.size(); i++) {
          tensor.set(i, proto.getFloatData(i));
        }
      }
      case FLOAT64 -> {
        for (int i = 0; i < tensor.size(); i++) {
          tensor.set(i, proto.getDoubleData(i));
        }
      }
      case INT64 -> {
        ByteBuffer bytes = tensor.bytes();
        proto.getInt64DataList().forEach(bytes::putLong);
      }
      case INT32, INT8, UINT8, BOOL -> {
        for (int i = 0; i < tensor.size(); i++) {
          tensor.set(i, proto.getInt32Data(i));
        }
      }
      case FLOAT16, BFLOAT16 -> throw new IllegalStateException(dtype + " is always raw");
    }
    return tensor;
  }

  /**
   * Holds a tensor to what it says, without making room for it.
   *
   * @throws OnnxFormatException as {@link #fromProto}
   */
  public static void requireWhole(TensorProto proto) {
    String where = where(proto);
    if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      throw new OnnxFormatException(
          where + " keeps its elements in another file; only models in one file are read.");
    }
    DType dtype = OnnxTypes.dtype(proto.getDataType(), where);
    Shape shape = shapeOf(proto, where);
    if (shape.size() > Integer.MAX_VALUE / dtype.byteSize()) {
      throw new OnnxFormatException(
          where + " would be " + dtype + " " + shape + "; tensors of less than 2 GiB are read.");
    }
    long held =
        proto.hasRawData()
            ? proto.getRawData().size()
            : switch (dtype) {
              case FLOAT32 -> proto.getFloatDataCount();
              case FLOAT64 -> proto.getDoubleDataCount();
              case INT64 -> proto.getInt64DataCount();
              case INT32, INT8, UINT8, BOOL -> proto.getInt32DataCount();
              case FLOAT16, BFLOAT16 ->
                  throw new OnnxFormatException(
                      where + " is " + dtype + " and not raw; not supported.");
            };
    expectCount(where, held, proto.hasRawData() ? shape.size() * dtype.byteSize() : shape.size());
  }

  private static String where(TensorProto proto) {
    return "Tensor '" + proto.getName() + "'";
  }

  private static Shape shapeOf(TensorProto proto, String where) {
    try {
      return Shape.of(proto.getDimsList().stream().mapToLong(Long::longValue).toArray());
    } catch (IllegalArgumentException e) {
      throw new OnnxFormatException(where + ": " + e.getMessage(), e);
    }
  }

  private static void expectCount(String where, long given, long expected) {
    if (given != expected) {
      throw new OnnxFormatException(
          where + " holds " + given + " bytes or elements where its shape needs " + expected + ".");
    }
  }
}
