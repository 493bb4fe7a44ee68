package org.ash.reference;

import java.util.Arrays;
import org.ash.spi.BackendException;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * What a value of a graph is in the oracle: elements in row-major order, float64 whatever the
 * declared floating type, 64-bit integers for integers and BOOL. Written once, by the kernel that
 * computes it.
 */
final class NdArray {
  private static final double[] NO_REALS = new double[0];
  private static final long[] NO_INTEGERS = new long[0];

  private final DType dtype;
  private final Shape shape;
  private final double[] reals;
  private final long[] integers;

  private NdArray(DType dtype, Shape shape) {
    if (shape.size() > Integer.MAX_VALUE) {
      throw new BackendException(
          "The reference backend holds fewer than 2^31 elements in one array, not " + shape + ".");
    }
    int size = (int) shape.size();
    this.dtype = dtype;
    this.shape = shape;
    this.reals = dtype.isFloating() ? new double[size] : NO_REALS;
    this.integers = dtype.isFloating() ? NO_INTEGERS : new long[size];
  }

  /** An array of zeros. */
  static NdArray zeros(DType dtype, Shape shape) {
    return new NdArray(dtype, shape);
  }

  /** The elements of a tensor, of its type. */
  static NdArray of(Tensor tensor) {
    return of(tensor, tensor.dtype());
  }

  /** The elements of a tensor as an array declared with another floating type, unrounded. */
  static NdArray of(Tensor tensor, DType declared) {
    NdArray array = new NdArray(declared, tensor.shape());
    for (int i = 0; i < array.size(); i++) {
      if (declared.isFloating()) {
        array.reals[i] = tensor.get(i);
      } else {
        array.integers[i] = tensor.getLong(i);
      }
    }
    return array;
  }

  /** The declared type. */
  DType dtype() {
    return dtype;
  }

  Shape shape() {
    return shape;
  }

  int rank() {
    return shape.rank();
  }

  /** Extent of an axis. */
  int dim(int axis) {
    return (int) shape.dim(axis);
  }

  /** Number of elements. */
  int size() {
    return (int) shape.size();
  }

  boolean isFloating() {
    return dtype.isFloating();
  }

  /** The elements of a floating array; the array's own memory. */
  double[] reals() {
    if (!isFloating()) {
      throw new IllegalStateException("A " + dtype + " array has no floating elements.");
    }
    return reals;
  }

  /** The elements of an array of integers or BOOL; the array's own memory. */
  long[] integers() {
    if (isFloating()) {
      throw new IllegalStateException("A " + dtype + " array has no integer elements.");
    }
    return integers;
  }

  /** Sets an element of an array of integers or BOOL, wrapping to the width of the type. */
  void setInteger(int i, long value) {
    integers[i] =
        switch (dtype) {
          case INT8 -> (byte) value;
          case UINT8 -> value & 0xff;
          case INT32 -> (int) value;
          case BOOL -> value == 0 ? 0 : 1;
          default -> value;
        };
  }

  /** Element {@code at} of an array of the same type becomes element {@code to} of this one. */
  void copyElement(int to, NdArray from, int at) {
    if (isFloating()) {
      reals[to] = from.reals[at];
    } else {
      integers[to] = from.integers[at];
    }
  }

  /** A tensor of the declared type, floating elements rounded to it. */
  Tensor rounded() {
    Tensor tensor = Tensor.allocate(dtype, shape);
    store(tensor);
    return tensor;
  }

  /** A tensor with the elements unrounded: FLOAT64 for every floating type. */
  Tensor exact() {
    return isFloating() ? Tensor.ofDoubles(reals, shape.dims()) : rounded();
  }

  /** Writes the elements into a tensor of the declared type and shape, rounding to it. */
  void store(Tensor tensor) {
    if (dtype == DType.INT64) {
      tensor.longs().put(integers);
      return;
    }
    for (int i = 0; i < size(); i++) {
      tensor.set(i, isFloating() ? reals[i] : integers[i]);
    }
  }

  @Override
  public String toString() {
    return dtype + " " + shape + " " + Arrays.toString(isFloating() ? reals : toReals());
  }

  private double[] toReals() {
    return Arrays.stream(integers).asDoubleStream().toArray();
  }
}
