package org.ash.tf.kernel;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One execution of a kernel: its inputs and outputs. The tensors taken through it are let go on
 * close; TensorFlow keeps the outputs.
 */
final class KernelCall implements AutoCloseable {

  private static final ThreadLocal<Memory> TENSOR_POINTER =
      ThreadLocal.withInitial(() -> new Memory(Long.BYTES));

  private final long context;
  private final NativeStatus status = new NativeStatus();
  private final List<Long> tensors = new ArrayList<>();

  KernelCall(long context) {
    this.context = context;
  }

  /** An input or output tensor of floats. */
  static final class Tensor {

    private final long[] shape;
    private final long address;

    Tensor(long[] shape, long address) {
      this.shape = shape;
      this.address = address;
    }

    /** The dimensions; not copied, not to be written to. */
    long[] shape() {
      return shape;
    }

    /** The elements, in the order of memory. */
    NativeFloats values() {
      return new NativeFloats(address, elements());
    }

    /** How many elements there are. */
    long elements() {
      return KernelCall.elements(shape);
    }

    /** The value of a tensor with one element. */
    float scalar(String name) {
      if (elements() != 1) {
        throw KernelException.invalid(
            name + " must be a scalar, has shape " + Arrays.toString(shape));
      }
      return new Pointer(address).getFloat(0);
    }

    /** The elements of a short tensor. */
    float[] toArray() {
      return elements() == 0
          ? new float[0]
          : new Pointer(address).getFloatArray(0, (int) elements());
    }

    /** Fills a short tensor. */
    void fill(float[] values) {
      if (values.length > 0) {
        new Pointer(address).write(0, values, 0, values.length);
      }
    }
  }

  /** The input at {@code index}, which must be of type float. */
  Tensor input(int index) {
    Memory pointer = TENSOR_POINTER.get();
    TensorFlowKernelApi.TF_GetInput(context, index, Pointer.nativeValue(pointer), status.handle());
    status.check();
    return held(pointer.getLong(0));
  }

  /** A new output tensor of floats. */
  Tensor output(int index, long[] shape) {
    long tensor =
        TensorFlowKernelApi.TF_AllocateOutput(
            context,
            index,
            TensorFlowKernelApi.FLOAT,
            shape,
            shape.length,
            elements(shape) * Float.BYTES,
            status.handle());
    status.check();
    return held(tensor);
  }

  /**
   * The output at {@code index} in the memory of the input {@code candidate} if nobody else needs
   * that, otherwise a new one. Must be called before {@link #input} takes the candidate, for that
   * counts as somebody else.
   */
  Tensor outputInPlaceOf(int candidate, int index, long[] shape) {
    long tensor =
        TensorFlowKernelApi.TF_ForwardInputOrAllocateOutput(
            context,
            new int[] {candidate},
            1,
            index,
            shape,
            shape.length,
            new int[1],
            status.handle());
    status.check();
    return held(tensor);
  }

  /** The dimensions of the input at {@code index}; does not keep the tensor. */
  long[] inputShape(int index) {
    Memory pointer = TENSOR_POINTER.get();
    TensorFlowKernelApi.TF_GetInput(context, index, Pointer.nativeValue(pointer), status.handle());
    status.check();
    long tensor = pointer.getLong(0);
    try {
      return shape(tensor);
    } finally {
      TensorFlowKernelApi.TF_DeleteTensor(tensor);
    }
  }

  @Override
  public void close() {
    for (long tensor : tensors) {
      TensorFlowKernelApi.TF_DeleteTensor(tensor);
    }
    status.close();
  }

  private Tensor held(long tensor) {
    tensors.add(tensor);
    return new Tensor(shape(tensor), TensorFlowKernelApi.TF_TensorData(tensor));
  }

  private static long[] shape(long tensor) {
    long[] shape = new long[TensorFlowKernelApi.TF_NumDims(tensor)];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = TensorFlowKernelApi.TF_Dim(tensor, axis);
    }
    return shape;
  }

  private static long elements(long[] shape) {
    long elements = 1;
    for (long size : shape) {
      elements *= size;
    }
    return elements;
  }
}
