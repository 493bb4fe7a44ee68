package org.ash.tf.kernel;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The attributes of one kernel instance, read when TensorFlow creates it.
 *
 * @param eps what is added to the variance; 0 where the operator has no such attribute
 * @param threads how many threads may work on one call, at least 1
 */
record KernelAttributes(float eps, int threads) {

  /** Stands in for the pointer that a C kernel keeps as its "this". */
  private static final AtomicLong NEXT_HANDLE = new AtomicLong(1);

  private static final Map<Long, KernelAttributes> LIVE = new ConcurrentHashMap<>();

  /** Reads the attributes of AshFused and returns a handle under which {@link #of} finds them. */
  static long createForward(long construction) {
    try (AttributeReader reader = new AttributeReader(construction)) {
      float eps = reader.readFloat("eps");
      if (!(eps >= 0)) {
        throw KernelException.invalid("eps must be 0 or more, is " + eps);
      }
      return keep(new KernelAttributes(eps, threads(reader)));
    }
  }

  /** {@link #createForward} for AshFusedGradient, which finds eps inside std. */
  static long createGradient(long construction) {
    try (AttributeReader reader = new AttributeReader(construction)) {
      return keep(new KernelAttributes(0, threads(reader)));
    }
  }

  /** The attributes of a live kernel instance. */
  static KernelAttributes of(long handle) {
    return LIVE.get(handle);
  }

  /** Forgets a kernel instance. */
  static void delete(long handle) {
    LIVE.remove(handle);
  }

  private static int threads(AttributeReader reader) {
    long threads = reader.readLong("threads");
    if (threads < 0) {
      throw KernelException.invalid("threads must be 0 (all processors) or more, is " + threads);
    }
    int processors = Runtime.getRuntime().availableProcessors();
    return threads == 0 ? processors : (int) Math.min(threads, processors);
  }

  private static long keep(KernelAttributes attributes) {
    long handle = NEXT_HANDLE.getAndIncrement();
    LIVE.put(handle, attributes);
    return handle;
  }

  /** Reads attributes while a kernel is being created. */
  private static final class AttributeReader implements AutoCloseable {
    private final long construction;
    private final NativeStatus status = new NativeStatus();
    private final Memory value = new Memory(Long.BYTES);

    AttributeReader(long construction) {
      this.construction = construction;
    }

    float readFloat(String name) {
      TensorFlowKernelApi.TF_OpKernelConstruction_GetAttrFloat(
          construction, name, Pointer.nativeValue(value), status.handle());
      status.check();
      return value.getFloat(0);
    }

    long readLong(String name) {
      TensorFlowKernelApi.TF_OpKernelConstruction_GetAttrInt64(
          construction, name, Pointer.nativeValue(value), status.handle());
      status.check();
      return value.getLong(0);
    }

    @Override
    public void close() {
      value.close();
      status.close();
    }
  }
}
