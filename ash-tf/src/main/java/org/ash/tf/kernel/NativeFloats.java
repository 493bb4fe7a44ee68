package org.ash.tf.kernel;

import com.sun.jna.Pointer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.ash.host.Floats;

/**
 * The floats of a TensorFlow tensor. A buffer of Java reaches 2 GiB at most, so longer tensors are
 * seen through several windows. Valid as long as the tensor lives, which is the kernel's call.
 */
final class NativeFloats implements Floats {

  private static final int WINDOW_BITS = 28;
  private static final int WINDOW = 1 << WINDOW_BITS;

  private final FloatBuffer[] windows;

  /** The {@code count} floats at the native {@code address}. */
  NativeFloats(long address, long count) {
    windows = new FloatBuffer[(int) ((count + WINDOW - 1) >>> WINDOW_BITS)];
    for (int i = 0; i < windows.length; i++) {
      long first = (long) i << WINDOW_BITS;
      long bytes = Math.min(WINDOW, count - first) * Float.BYTES;
      windows[i] =
          new Pointer(address + first * Float.BYTES)
              .getByteBuffer(0, bytes)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
    }
  }

  @Override
  public void read(long first, float[] into, int count) {
    int offset = (int) (first & (WINDOW - 1));
    int here = Math.min(count, WINDOW - offset);
    window(first).get(offset, into, 0, here);
    if (here < count) {
      window(first + here).get(0, into, here, count - here);
    }
  }

  @Override
  public void write(long first, float[] from, int count) {
    int offset = (int) (first & (WINDOW - 1));
    int here = Math.min(count, WINDOW - offset);
    window(first).put(offset, from, 0, here);
    if (here < count) {
      window(first + here).put(0, from, here, count - here);
    }
  }

  private FloatBuffer window(long index) {
    return windows[(int) (index >>> WINDOW_BITS)];
  }
}
