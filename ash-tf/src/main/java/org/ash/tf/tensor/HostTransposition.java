package org.ash.tf.tensor;

import java.nio.ByteBuffer;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Transposes tensors on the host, bit for bit, in any element type. */
public final class HostTransposition {
  private HostTransposition() {}

  /** A new tensor of which axis i is axis {@code perm[i]} of x; at least one axis. */
  public static Tensor apply(Tensor x, int... perm) {
    int rank = perm.length;
    int width = x.dtype().byteSize();
    long[] dims = new long[rank];
    int[] strides = new int[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = x.shape().dim(perm[i]);
      strides[i] = width;
      for (int inner = perm[i] + 1; inner < rank; inner++) {
        strides[i] *= Math.toIntExact(x.shape().dim(inner));
      }
    }
    Tensor y = Tensor.allocate(x.dtype(), Shape.of(dims));
    ByteBuffer from = x.bytes();
    ByteBuffer to = y.bytes();
    long[] position = new long[rank];
    int offset = 0;
    while (to.hasRemaining()) {
      move(from, offset, to, width);
      // The next position in row-major order of the result.
      int axis = rank - 1;
      offset += strides[axis];
      position[axis]++;
      while (axis > 0 && position[axis] == dims[axis]) {
        offset -= strides[axis] * (int) dims[axis];
        position[axis] = 0;
        axis--;
        offset += strides[axis];
        position[axis]++;
      }
    }
    return y;
  }

  private static void move(ByteBuffer from, int offset, ByteBuffer to, int width) {
    switch (width) {
      case 8 -> to.putLong(from.getLong(offset));
      case 4 -> to.putInt(from.getInt(offset));
      case 2 -> to.putShort(from.getShort(offset));
      default -> to.put(from.get(offset));
    }
  }
}
