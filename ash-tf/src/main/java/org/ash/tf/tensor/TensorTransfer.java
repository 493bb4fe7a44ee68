package org.ash.tf.tensor;

import java.nio.ByteBuffer;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataStorageVisitor;

/** Copies tensors between the caller's memory and TensorFlow's. */
public final class TensorTransfer {
  private TensorTransfer() {}

  /** A copy in TensorFlow's memory, to be closed by the caller; INT8 travels as UINT8. */
  public static org.tensorflow.Tensor toTensorFlow(Tensor tensor) {
    org.tensorflow.Tensor copy =
        org.tensorflow.Tensor.of(
            ElementTypes.wireClass(tensor.dtype()), Shape.of(tensor.shape().dims()));
    try {
      if (tensor.size() > 0) {
        Pointer.memcpy(memory(copy), new BytePointer(tensor.bytes()), tensor.bytes().remaining());
      }
      return copy;
    } catch (RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  /**
   * Copies a result into a tensor of the caller.
   *
   * @throws IllegalStateException when type or size differ, which would be an error of the lowering
   */
  public static void copy(org.tensorflow.Tensor from, Tensor to) {
    ByteBuffer target = to.bytes();
    if (from.numBytes() != target.remaining()
        || from.dataType() != ElementTypes.wireType(to.dtype())
        || !org.ash.tensor.Shape.of(from.shape().asArray()).equals(to.shape())) {
      throw new IllegalStateException(
          "TensorFlow gave " + from.dataType() + " " + from.shape() + " for " + describe(to) + ".");
    }
    if (target.remaining() > 0) {
      Pointer.memcpy(new BytePointer(target), memory(from), target.remaining());
    }
  }

  private static String describe(Tensor tensor) {
    DType dtype = tensor.dtype();
    return dtype + " " + tensor.shape();
  }

  private static Pointer memory(org.tensorflow.Tensor tensor) {
    ByteDataBuffer data = tensor.asRawTensor().data();
    return data.accept(new AddressVisitor());
  }

  /** Finds where a buffer lies: TensorFlow Java's own copying goes byte by byte. */
  private static final class AddressVisitor implements DataStorageVisitor<Pointer> {
    @Override
    public Pointer visit(ByteBuffer buffer) {
      return new BytePointer(buffer);
    }

    @Override
    public Pointer visit(long address, long length, long scale) {
      return new NativeAddress(address);
    }

    @Override
    public Pointer fallback() {
      throw new IllegalStateException("A TensorFlow tensor lies in memory of an unknown kind.");
    }
  }

  private static final class NativeAddress extends Pointer {
    NativeAddress(long value) {
      address = value;
    }
  }
}
