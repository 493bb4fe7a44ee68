package org.ash.dl4j.kernel;

import org.ash.tensor.Shape;

/**
 * An array seen along one axis as {@code [outer, extent, inner]}: element {@code k} of the line
 * {@code (o, i)} lies at {@code (o * extent + k) * inner + i}.
 *
 * @param outer product of the extents before the axis
 * @param extent length of a line
 * @param inner product of the extents after the axis
 */
record Lines(int outer, int extent, int inner) {

  /** The lines along an axis, negative ones counted from the end. */
  static Lines along(Shape shape, int axis) {
    int from = axis < 0 ? axis + shape.rank() : axis;
    int outer = 1;
    int inner = 1;
    for (int other = 0; other < shape.rank(); other++) {
      if (other < from) {
        outer *= (int) shape.dim(other);
      } else if (other > from) {
        inner *= (int) shape.dim(other);
      }
    }
    return new Lines(outer, (int) shape.dim(from), inner);
  }

  /** Position of element k of line (o, i). */
  int at(int o, int k, int i) {
    return (o * extent + k) * inner + i;
  }
}
