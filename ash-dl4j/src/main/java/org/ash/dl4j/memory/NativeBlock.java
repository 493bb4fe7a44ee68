package org.ash.dl4j.memory;

import org.ash.spi.BackendException;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.bytedeco.javacpp.Pointer;

/**
 * A block of memory outside the Java heap, aligned to cache lines. Whoever allocates it closes it
 * when no array in it is used any more.
 */
public final class NativeBlock implements AutoCloseable {
  /** Bytes to which arrays are aligned: a cache line, and the widest vector. */
  public static final int ALIGNMENT = 64;

  private final Pointer memory;
  private final long start;
  private final long size;
  private boolean closed;

  private NativeBlock(Pointer memory, long size) {
    this.memory = memory;
    this.start = align(memory.address());
    this.size = size;
  }

  /**
   * A block of at least one byte, with any content.
   *
   * @throws BackendException when the system has no memory left
   */
  public static NativeBlock allocate(long size) {
    Pointer memory = Pointer.malloc(size + ALIGNMENT);
    if (memory == null || memory.isNull()) {
      throw new BackendException(
          "dl4j: the system has no block of " + (size >> 20) + " MiB left; try a smaller batch.");
    }
    return new NativeBlock(memory, size);
  }

  /** The least multiple of the alignment that is not below a number of bytes. */
  public static long align(long bytes) {
    return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** The array of this type whose first byte lies at an offset; valid until the block is closed. */
  public NativeArray array(DType dtype, Shape shape, long offset) {
    long bytes = shape.size() * dtype.byteSize();
    if (closed || offset < 0 || offset + bytes > size) {
      throw new IllegalStateException(
          "No "
              + bytes
              + " bytes at "
              + offset
              + " of a block of "
              + size
              + (closed ? ", closed" : ""));
    }
    return NativeArray.at(start + offset, dtype, shape);
  }

  /** Frees the memory; a second call does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Pointer.free(memory);
    }
  }
}
