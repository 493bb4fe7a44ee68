package org.ash.dl4j.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.ash.host.Floats;
import org.ash.spi.BackendException;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An array in native memory: element type, shape, elements in row-major order. It does not own the
 * memory: it is valid as long as the block it lies in. Elements are copied to and from Java arrays
 * in pieces, because the compiler of Java 17 vectorizes loops over arrays only.
 */
public final class NativeArray implements Floats {
  private final long address;
  private final DType dtype;
  private final Shape shape;
  private final int size;
  private final ByteBuffer bytes;
  private final FloatBuffer floats;
  private final DoubleBuffer doubles;
  private final IntBuffer ints;
  private final LongBuffer longs;

  private NativeArray(long address, DType dtype, Shape shape, ByteBuffer bytes) {
    this.address = address;
    this.dtype = dtype;
    this.shape = shape;
    this.size = (int) shape.size();
    this.bytes = bytes;
    this.floats = bytes.asFloatBuffer();
    this.doubles = bytes.asDoubleBuffer();
    this.ints = bytes.asIntBuffer();
    this.longs = bytes.asLongBuffer();
  }

  static NativeArray at(long address, DType dtype, Shape shape) {
    long length = shape.size() * dtype.byteSize();
    if (length > Integer.MAX_VALUE) {
      throw new BackendException(
          "dl4j: a value of type "
              + dtype
              + " "
              + shape
              + " takes "
              + (length >> 20)
              + " MiB; 2048 MiB is the most. Try a smaller batch.");
    }
    ByteBuffer bytes =
        length == 0
            ? ByteBuffer.allocateDirect(0)
            : new Address(address).bytes(length).asByteBuffer();
    return new NativeArray(address, dtype, shape, bytes.order(ByteOrder.LITTLE_ENDIAN));
  }

  /** Element type. */
  public DType dtype() {
    return dtype;
  }

  /** Concrete shape. */
  public Shape shape() {
    return shape;
  }

  /** Number of elements. */
  public int size() {
    return size;
  }

  /** Extent of an axis. */
  public int dim(int axis) {
    return (int) shape.dim(axis);
  }

  /** All bytes, a view with its own position. */
  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether this array and another begin at the same byte. */
  public boolean startsAt(NativeArray other) {
    return address == other.address;
  }

  /** The same elements under another shape of equal size. */
  public NativeArray reshaped(Shape other) {
    return at(address, dtype, other);
  }

  /** The elements from {@code first} on, as many as the shape has. */
  public NativeArray slice(long first, Shape part) {
    if (first < 0 || first + part.size() > size) {
      throw new IllegalArgumentException(part + " from " + first + " on leaves " + shape);
    }
    return at(address + first * dtype.byteSize(), dtype, part);
  }

  /** Element i of a FLOAT32 or FLOAT64 array. */
  public double real(int i) {
    return dtype == DType.FLOAT32 ? floats.get(i) : doubles.get(i);
  }

  /** Sets element i of a FLOAT32 or FLOAT64 array, rounding to it. */
  public void setReal(int i, double value) {
    if (dtype == DType.FLOAT32) {
      floats.put(i, (float) value);
    } else {
      doubles.put(i, value);
    }
  }

  /** Element i of an array of integers or BOOL. */
  public long integer(int i) {
    return switch (dtype) {
      case INT8 -> bytes.get(i);
      case UINT8, BOOL -> bytes.get(i) & 0xff;
      case INT32 -> ints.get(i);
      case INT64 -> longs.get(i);
      default -> throw new IllegalStateException("A " + dtype + " array has no integers.");
    };
  }

  /** Sets element i of an array of integers or BOOL, wrapping to the width of the type. */
  public void setInteger(int i, long value) {
    switch (dtype) {
      case INT8, UINT8 -> bytes.put(i, (byte) value);
      case BOOL -> bytes.put(i, (byte) (value == 0 ? 0 : 1));
      case INT32 -> ints.put(i, (int) value);
      case INT64 -> longs.put(i, value);
      default -> throw new IllegalStateException("A " + dtype + " array has no integers.");
    }
  }

  @Override
  public void read(long first, float[] into, int count) {
    floats.get((int) first, into, 0, count);
  }

  @Override
  public void write(long first, float[] from, int count) {
    floats.put((int) first, from, 0, count);
  }

  /** Copies elements of a FLOAT32 array into a part of a Java array. */
  public void read(int first, float[] into, int at, int count) {
    floats.get(first, into, at, count);
  }

  /** Copies bit patterns of a FLOAT32 or INT32 array into the start of a Java array. */
  public void readBits(int first, int[] into, int count) {
    ints.get(first, into, 0, count);
  }

  /** Copies bit patterns from the start of a Java array into a FLOAT32 or INT32 array. */
  public void writeBits(int first, int[] from, int count) {
    ints.put(first, from, 0, count);
  }

  /** Copies elements of a floating array into a part of a Java array. */
  public void read(int first, double[] into, int at, int count) {
    if (dtype == DType.FLOAT64) {
      doubles.get(first, into, at, count);
    } else {
      for (int i = 0; i < count; i++) {
        into[at + i] = floats.get(first + i);
      }
    }
  }

  /** Copies the start of a Java array into a floating array, rounding to it. */
  public void write(int first, double[] from, int count) {
    if (dtype == DType.FLOAT64) {
      doubles.put(first, from, 0, count);
    } else {
      for (int i = 0; i < count; i++) {
        floats.put(first + i, (float) from[i]);
      }
    }
  }

  /** Copies elements of an array of integers or BOOL into a part of a Java array. */
  public void read(int first, long[] into, int at, int count) {
    for (int i = 0; i < count; i++) {
      into[at + i] = integer(first + i);
    }
  }

  /** Copies the start of a Java array into an array of integers or BOOL, wrapping. */
  public void write(int first, long[] from, int count) {
    for (int i = 0; i < count; i++) {
      setInteger(first + i, from[i]);
    }
  }

  /** Copies all elements of an array of the same type and size. */
  public void copyFrom(NativeArray other) {
    bytes.put(0, other.bytes, 0, bytes.capacity());
  }

  /** Copies all elements of a host tensor of the same type and size. */
  public void copyFrom(Tensor tensor) {
    bytes.put(0, tensor.bytes(), 0, bytes.capacity());
  }

  /** Copies all elements into a host tensor of the same type and size. */
  public void copyTo(Tensor tensor) {
    tensor.bytes().put(0, bytes, 0, bytes.capacity());
  }

  /** Sets every byte to zero. */
  public void clear() {
    if (size > 0) {
      org.bytedeco.javacpp.Pointer.memset(new Address(address), 0, bytes.capacity());
    }
  }

  /** A pointer to element {@code first} of a FLOAT32 array. */
  public FloatPointer floatPointer(long first) {
    return new Address(address + first * Float.BYTES).floats(size - first);
  }

  /** A pointer to element {@code first} of a FLOAT64 array. */
  public DoublePointer doublePointer(long first) {
    return new Address(address + first * Double.BYTES).doubles(size - first);
  }

  /** The array as ND4J sees it: a view of the same memory; FLOAT32 and FLOAT64 only. */
  public INDArray nd4j() {
    long[] dims = shape.dims();
    long[] strides = new long[dims.length];
    long stride = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= dims[axis];
    }
    return dtype == DType.FLOAT32
        ? Nd4j.create(
            Nd4j.createBuffer(floatPointer(0), size, DataType.FLOAT), dims, strides, 0, 'c')
        : Nd4j.create(
            Nd4j.createBuffer(doublePointer(0), size, DataType.DOUBLE), dims, strides, 0, 'c');
  }

  @Override
  public String toString() {
    return dtype + " " + shape;
  }
}
