package org.ash.tf.kernel;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;

/**
 * The part of TensorFlow's C interface for operators and kernels (tensorflow/c/ops.h, kernels.h,
 * tf_tensor.h, tf_status.h) that TensorFlow Java does not bind, by their C names. Handles and
 * pointers are {@code long}; size_t is taken for 64 bits wide.
 */
@SuppressWarnings({"MethodName", "checkstyle:MethodName"}) // the names of the C functions
final class TensorFlowKernelApi {

  /** TF_DataType: 32-bit float. */
  static final int FLOAT = 1;

  /** TF_Code: no error. */
  static final int OK = 0;

  /** TF_Code: the caller gave something that the operator does not take. */
  static final int INVALID_ARGUMENT = 3;

  /** TF_Code: the operator itself failed. */
  static final int INTERNAL = 13;

  private TensorFlowKernelApi() {}

  /**
   * Binds the functions to the framework library that TensorFlow Java has loaded.
   *
   * @throws UnsatisfiedLinkError if the library or one of the functions is missing
   */
  static void bind() {
    Path binding =
        Path.of(Loader.load(org.tensorflow.internal.c_api.global.tensorflow.class))
            .toAbsolutePath();
    Path framework = binding.resolveSibling("libtensorflow_framework.so.2");
    if (!Files.exists(framework)) {
      throw new UnsatisfiedLinkError("no " + framework);
    }
    // The same file again gives the library already loaded, not a second one.
    Native.register(TensorFlowKernelApi.class, NativeLibrary.getInstance(framework.toString()));
  }

  static native long TF_NewStatus();

  static native void TF_DeleteStatus(long status);

  static native void TF_SetStatus(long status, int code, String message);

  static native int TF_GetCode(long status);

  static native String TF_Message(long status);

  static native long TF_NewOpDefinitionBuilder(String name);

  static native void TF_OpDefinitionBuilderAddInput(long builder, String specification);

  static native void TF_OpDefinitionBuilderAddOutput(long builder, String specification);

  static native void TF_OpDefinitionBuilderAddAttr(long builder, String specification);

  static native void TF_OpDefinitionBuilderSetShapeInferenceFunction(long builder, long function);

  static native void TF_RegisterOpDefinition(long builder, long status);

  static native long TF_NewKernelBuilder(
      String operator, String device, long create, long compute, long delete);

  static native void TF_RegisterKernelBuilder(String name, long builder, long status);

  static native void TF_OpKernelConstruction_GetAttrFloat(
      long construction, String name, long value, long status);

  static native void TF_OpKernelConstruction_GetAttrInt64(
      long construction, String name, long value, long status);

  static native void TF_OpKernelConstruction_Failure(long construction, long status);

  static native void TF_OpKernelContext_Failure(long context, long status);

  static native void TF_GetInput(long context, int index, long tensor, long status);

  static native long TF_AllocateOutput(
      long context, int index, int type, long[] dimensions, int rank, long bytes, long status);

  static native long TF_ForwardInputOrAllocateOutput(
      long context,
      int[] candidates,
      int candidateCount,
      int output,
      long[] dimensions,
      int rank,
      int[] forwarded,
      long status);

  static native void TF_DeleteTensor(long tensor);

  static native int TF_NumDims(long tensor);

  static native long TF_Dim(long tensor, int axis);

  static native long TF_TensorData(long tensor);

  static native long TF_NewShapeHandle();

  static native void TF_DeleteShapeHandle(long shape);

  static native void TF_ShapeInferenceContextGetInput(
      long context, int index, long shape, long status);

  static native void TF_ShapeInferenceContextSetOutput(
      long context, int index, long shape, long status);

  static native int TF_ShapeInferenceContextRankKnown(long context, long shape);

  static native long TF_ShapeInferenceContextRank(long context, long shape);

  static native void TF_ShapeInferenceContextWithRank(
      long context, long shape, long rank, long result, long status);

  static native void TF_ShapeInferenceContextWithRankAtLeast(
      long context, long shape, long rank, long result, long status);

  static native void TF_ShapeInferenceContextSubshape(
      long context, long shape, long start, long end, long result, long status);

  static native void TF_ShapeInferenceContextConcatenateShapes(
      long context, long first, long second, long result, long status);

  static native long TF_ShapeInferenceContextVectorFromSize(long context, long size);

  static native long TF_ShapeInferenceContextScalar(long context);

  static native void TF_ShapeInferenceContextSetUnknownShape(long context, long status);
}
