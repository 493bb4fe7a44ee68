package org.ash.tf.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * One shape inference: what is known of the inputs' shapes while a graph is built. Shape handles
 * are freed on close.
 */
final class ShapeInference implements AutoCloseable {

  private final long context;
  private final long status;
  private final List<Long> handles = new ArrayList<>();

  ShapeInference(long context, long status) {
    this.context = context;
    this.status = status;
  }

  /** The shape of the input at {@code index}, of rank {@code rank} at least. */
  long inputOfRankAtLeast(int index, long rank) {
    long asserted = handle();
    TensorFlowKernelApi.TF_ShapeInferenceContextWithRankAtLeast(
        context, input(index), rank, asserted, status);
    NativeStatus.check(status);
    return asserted;
  }

  /** Fails unless the input at {@code index} may have rank {@code rank}. */
  void requireRank(int index, long rank) {
    TensorFlowKernelApi.TF_ShapeInferenceContextWithRank(
        context, input(index), rank, handle(), status);
    NativeStatus.check(status);
  }

  /** Whether the number of dimensions of {@code shape} is known. */
  boolean isRankKnown(long shape) {
    return TensorFlowKernelApi.TF_ShapeInferenceContextRankKnown(context, shape) != 0;
  }

  /** The shape [N, 1, ..., 1] for a {@code shape} of known rank that begins with N. */
  long onePerSample(long shape) {
    long rank = TensorFlowKernelApi.TF_ShapeInferenceContextRank(context, shape);
    long result = handle();
    TensorFlowKernelApi.TF_ShapeInferenceContextSubshape(context, shape, 0, 1, result, status);
    NativeStatus.check(status);
    long one = owned(TensorFlowKernelApi.TF_ShapeInferenceContextVectorFromSize(context, 1));
    for (long axis = 1; axis < rank; axis++) {
      long longer = handle();
      TensorFlowKernelApi.TF_ShapeInferenceContextConcatenateShapes(
          context, result, one, longer, status);
      NativeStatus.check(status);
      result = longer;
    }
    return result;
  }

  /** The shape of a scalar. */
  long scalar() {
    return owned(TensorFlowKernelApi.TF_ShapeInferenceContextScalar(context));
  }

  /** A shape of which nothing is known. */
  long unknown() {
    return handle();
  }

  /** Says that the output at {@code index} has {@code shape}. */
  void output(int index, long shape) {
    TensorFlowKernelApi.TF_ShapeInferenceContextSetOutput(context, index, shape, status);
    NativeStatus.check(status);
  }

  @Override
  public void close() {
    for (long handle : handles) {
      TensorFlowKernelApi.TF_DeleteShapeHandle(handle);
    }
  }

  private long input(int index) {
    long shape = handle();
    TensorFlowKernelApi.TF_ShapeInferenceContextGetInput(context, index, shape, status);
    NativeStatus.check(status);
    return shape;
  }

  private long handle() {
    return owned(TensorFlowKernelApi.TF_NewShapeHandle());
  }

  private long owned(long shape) {
    handles.add(shape);
    return shape;
  }
}
