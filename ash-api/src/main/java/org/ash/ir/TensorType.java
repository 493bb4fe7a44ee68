package org.ash.ir;

import org.ash.tensor.DType;

/**
 * The type of a value in a graph.
 *
 * @param dtype element type
 * @param shape shape, its extents possibly symbolic
 */
public record TensorType(DType dtype, SymbolicShape shape) {

  /** A static FLOAT32, FLOAT64, ... type. */
  public static TensorType of(DType dtype, long... extents) {
    return new TensorType(dtype, SymbolicShape.of(extents));
  }

  /** Number of axes. */
  public int rank() {
    return shape.rank();
  }

  /** The dimension of an axis. */
  public Dimension dim(int axis) {
    return shape.dim(axis);
  }

  /** The same shape with another element type. */
  public TensorType withDType(DType other) {
    return new TensorType(other, shape);
  }

  /** The same element type with another shape. */
  public TensorType withShape(SymbolicShape other) {
    return new TensorType(dtype, other);
  }

  /** As in {@code FLOAT32 [N, 3, 32, 32]}. */
  @Override
  public String toString() {
    return dtype + " " + shape;
  }
}
