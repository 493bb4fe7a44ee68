package org.ash.tensor;

import java.util.Arrays;

/** A concrete shape: the extent of each axis, outermost first; the empty shape is a scalar's. */
public final class Shape {
  private static final Shape SCALAR = new Shape(new long[0]);

  private final long[] dims;

  private Shape(long[] dims) {
    this.dims = dims;
  }

  /**
   * The shape with these extents.
   *
   * @throws IllegalArgumentException when an extent is negative or the number of elements does not
   *     fit a long
   */
  public static Shape of(long... dims) {
    if (dims.length == 0) {
      return SCALAR;
    }
    long size = 1;
    for (long dim : dims) {
      if (dim < 0) {
        throw new IllegalArgumentException(
            "Shape " + Arrays.toString(dims) + " has a negative extent.");
      }
      try {
        size = Math.multiplyExact(size, dim);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            "Shape " + Arrays.toString(dims) + " has more elements than a long counts.", e);
      }
    }
    return new Shape(dims.clone());
  }

  /** The shape of a scalar: no axes, one element. */
  public static Shape scalar() {
    return SCALAR;
  }

  /** Number of axes. */
  public int rank() {
    return dims.length;
  }

  /** Extent of one axis, {@code 0 <= axis < rank()}. */
  public long dim(int axis) {
    return dims[axis];
  }

  /** The extents, outermost first; a copy. */
  public long[] dims() {
    return dims.clone();
  }

  /** Number of elements. */
  public long size() {
    long size = 1;
    for (long dim : dims) {
      size *= dim;
    }
    return size;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** As in {@code [2, 3, 32, 32]}. */
  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
