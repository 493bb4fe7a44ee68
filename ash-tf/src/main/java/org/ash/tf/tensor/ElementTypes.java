package org.ash.tf.tensor;

import org.ash.tensor.DType;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * TensorFlow's names of element types. TensorFlow Java has no tensors of INT8: they cross the
 * border as UINT8 and are reinterpreted inside the graph; that is their wire type.
 */
public final class ElementTypes {
  private ElementTypes() {}

  /** The type inside a graph. */
  public static DataType of(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> DataType.DT_FLOAT;
      case FLOAT64 -> DataType.DT_DOUBLE;
      case INT8 -> DataType.DT_INT8;
      case INT32 -> DataType.DT_INT32;
      case INT64 -> DataType.DT_INT64;
      case UINT8 -> DataType.DT_UINT8;
      case BOOL -> DataType.DT_BOOL;
      case FLOAT16, BFLOAT16 -> throw reserved(dtype);
    };
  }

  /** The type in which elements are fed and fetched. */
  public static DataType wireType(DType dtype) {
    return dtype == DType.INT8 ? DataType.DT_UINT8 : of(dtype);
  }

  /** TensorFlow Java's class for {@link #wireType}. */
  static Class<? extends TType> wireClass(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> TFloat32.class;
      case FLOAT64 -> TFloat64.class;
      case INT32 -> TInt32.class;
      case INT64 -> TInt64.class;
      case INT8, UINT8 -> TUint8.class;
      case BOOL -> TBool.class;
      case FLOAT16, BFLOAT16 -> throw reserved(dtype);
    };
  }

  private static IllegalArgumentException reserved(DType dtype) {
    return new IllegalArgumentException(dtype + " is reserved; cast to FLOAT32 first.");
  }
}
