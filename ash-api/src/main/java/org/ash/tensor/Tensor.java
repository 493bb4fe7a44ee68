package org.ash.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * A block of numbers on the host: type, shape and a direct little-endian buffer in row-major
 * logical layout (images are NCHW). Its owner may write into it; it is never a view of engine
 * memory, and the garbage collector frees it.
 */
public final class Tensor {
  private final DType dtype;
  private final Shape shape;
  private final ByteBuffer bytes;

  private Tensor(DType dtype, Shape shape, ByteBuffer bytes) {
    this.dtype = dtype;
    this.shape = shape;
    this.bytes = bytes;
  }

  /**
   * A new tensor of zeros.
   *
   * @throws IllegalArgumentException when it would take 2 GiB or more
   */
  public static Tensor allocate(DType dtype, Shape shape) {
    return new Tensor(
        dtype,
        shape,
        ByteBuffer.allocateDirect(byteSize(dtype, shape)).order(ByteOrder.LITTLE_ENDIAN));
  }

  private static int byteSize(DType dtype, Shape shape) {
    // Not multiplied first: the product of the largest shapes does not fit a long.
    if (shape.size() > Integer.MAX_VALUE / dtype.byteSize()) {
      throw new IllegalArgumentException(
          dtype + " " + shape + " takes too many bytes; a host tensor holds less than 2 GiB.");
    }
    return (int) shape.size() * dtype.byteSize();
  }

  /**
   * A tensor over the caller's memory, which it shares.
   *
   * @param bytes a direct buffer whose remaining bytes are exactly the elements, little-endian
   */
  public static Tensor wrap(DType dtype, Shape shape, ByteBuffer bytes) {
    int wanted = byteSize(dtype, shape);
    if (!bytes.isDirect() || bytes.remaining() != wanted) {
      throw new IllegalArgumentException(
          dtype
              + " "
              + shape
              + " needs a direct buffer of "
              + wanted
              + " bytes, given "
              + (bytes.isDirect() ? "" : "a heap buffer of ")
              + bytes.remaining()
              + ".");
    }
    return new Tensor(dtype, shape, bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  /** A FLOAT32 tensor with a copy of these elements. */
  public static Tensor ofFloats(float[] values, long... dims) {
    Tensor tensor = allocateFor(DType.FLOAT32, values.length, dims);
    tensor.floats().put(values);
    return tensor;
  }

  /** A FLOAT64 tensor with a copy of these elements. */
  public static Tensor ofDoubles(double[] values, long... dims) {
    Tensor tensor = allocateFor(DType.FLOAT64, values.length, dims);
    tensor.doubles().put(values);
    return tensor;
  }

  /** An INT64 tensor with a copy of these elements. */
  public static Tensor ofLongs(long[] values, long... dims) {
    Tensor tensor = allocateFor(DType.INT64, values.length, dims);
    tensor.longs().put(values);
    return tensor;
  }

  /** An INT32 tensor with a copy of these elements. */
  public static Tensor ofInts(int[] values, long... dims) {
    Tensor tensor = allocateFor(DType.INT32, values.length, dims);
    tensor.ints().put(values);
    return tensor;
  }

  /** A UINT8, INT8 or BOOL tensor with a copy of these bytes. */
  public static Tensor ofBytes(DType dtype, byte[] values, long... dims) {
    if (dtype.byteSize() != 1) {
      throw new IllegalArgumentException(dtype + " elements are not bytes.");
    }
    Tensor tensor = allocateFor(dtype, values.length, dims);
    tensor.bytes().put(values);
    return tensor;
  }

  /**
   * A tensor of any numeric type whose element i is {@code values[i]}, converted as a cast does.
   */
  public static Tensor of(DType dtype, Shape shape, double[] values) {
    Tensor tensor = allocateFor(dtype, values.length, shape.dims());
    for (int i = 0; i < values.length; i++) {
      tensor.set(i, values[i]);
    }
    return tensor;
  }

  /** A tensor whose element i is {@code element(i)}, converted as a cast does. */
  public static Tensor generate(DType dtype, Shape shape, IntToDoubleFunction element) {
    Tensor tensor = allocate(dtype, shape);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, element.applyAsDouble(i));
    }
    return tensor;
  }

  /** A scalar of any numeric type. */
  public static Tensor scalar(DType dtype, double value) {
    return of(dtype, Shape.scalar(), new double[] {value});
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
    return bytes.capacity() / dtype.byteSize();
  }

  /** All bytes, little-endian; a view with its own position, sharing the memory. */
  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether the memory cannot be written to; then every method that writes fails. */
  public boolean isReadOnly() {
    return bytes.isReadOnly();
  }

  /** A view of the elements of a FLOAT32 tensor. */
  public FloatBuffer floats() {
    require(DType.FLOAT32);
    return bytes().asFloatBuffer();
  }

  /** A view of the elements of a FLOAT64 tensor. */
  public DoubleBuffer doubles() {
    require(DType.FLOAT64);
    return bytes().asDoubleBuffer();
  }

  /** A view of the elements of an INT32 tensor. */
  public IntBuffer ints() {
    require(DType.INT32);
    return bytes().asIntBuffer();
  }

  /** A view of the elements of an INT64 tensor. */
  public LongBuffer longs() {
    require(DType.INT64);
    return bytes().asLongBuffer();
  }

  /** Element i in row-major order, as a double; BOOL gives 0 or 1; INT64 may lose low bits. */
  public double get(int i) {
    return switch (dtype) {
      case FLOAT32 -> bytes.getFloat(i * 4);
      case FLOAT64 -> bytes.getDouble(i * 8);
      case INT32 -> bytes.getInt(i * 4);
      case INT64 -> bytes.getLong(i * 8);
      case INT8 -> bytes.get(i);
      case UINT8, BOOL -> bytes.get(i) & 0xff;
      case FLOAT16, BFLOAT16 -> throw reserved();
    };
  }

  /** Element i in row-major order as a long; floating elements are truncated. */
  public long getLong(int i) {
    return dtype == DType.INT64 ? bytes.getLong(i * 8) : (long) get(i);
  }

  /** Sets element i, converted as a Java cast does; BOOL becomes 1 unless the value is 0. */
  public void set(int i, double value) {
    switch (dtype) {
      case FLOAT32 -> bytes.putFloat(i * 4, (float) value);
      case FLOAT64 -> bytes.putDouble(i * 8, value);
      case INT32 -> bytes.putInt(i * 4, (int) value);
      case INT64 -> bytes.putLong(i * 8, (long) value);
      case INT8, UINT8 -> bytes.put(i, (byte) (long) value);
      case BOOL -> bytes.put(i, (byte) (value == 0 ? 0 : 1));
      case FLOAT16, BFLOAT16 -> throw reserved();
    }
  }

  /** The elements as floats, a copy; FLOAT32 only. */
  public float[] toFloats() {
    float[] values = new float[size()];
    floats().get(values);
    return values;
  }

  /** The elements of any numeric type as doubles, a copy. */
  public double[] toDoubles() {
    double[] values = new double[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = get(i);
    }
    return values;
  }

  /** The elements of any numeric type as longs, a copy; floating elements are truncated. */
  public long[] toLongs() {
    long[] values = new long[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = getLong(i);
    }
    return values;
  }

  /** A copy with its own memory. */
  public Tensor copy() {
    Tensor copy = allocate(dtype, shape);
    copy.bytes().put(bytes());
    return copy;
  }

  /** The same memory under another shape of equal size. */
  public Tensor reshape(long... dims) {
    return wrap(dtype, Shape.of(dims), bytes());
  }

  /** Whether type, shape and every byte are equal; NaNs with the same bits are. */
  public boolean bitEquals(Tensor other) {
    return dtype == other.dtype && shape.equals(other.shape) && bytes().equals(other.bytes());
  }

  /** Type and shape, and the elements when they are few. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(dtype + " " + shape);
    if (size() <= 8 && dtype != DType.FLOAT16 && dtype != DType.BFLOAT16) {
      text.append(' ').append(Arrays.toString(toDoubles()));
    }
    return text.toString();
  }

  private static Tensor allocateFor(DType dtype, int count, long[] dims) {
    Shape shape = Shape.of(dims);
    if (shape.size() != count) {
      throw new IllegalArgumentException(
          "Shape " + shape + " holds " + shape.size() + " elements, given " + count + ".");
    }
    return allocate(dtype, shape);
  }

  private UnsupportedOperationException reserved() {
    return new UnsupportedOperationException(dtype + " is reserved; convert it first.");
  }

  private void require(DType expected) {
    if (dtype != expected) {
      throw new IllegalStateException("This tensor is " + dtype + ", not " + expected + ".");
    }
  }
}
