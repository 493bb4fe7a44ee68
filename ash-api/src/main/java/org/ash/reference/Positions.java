package org.ash.reference;

import java.util.List;
import org.ash.tensor.Shape;

/** Where elements lie in a row-major array: the index arithmetic that kernels share. */
final class Positions {
  private Positions() {}

  /** Distance of neighbours along each axis. */
  static int[] strides(Shape shape) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= (int) shape.dim(axis);
    }
    return strides;
  }

  /**
   * The positions {@code offset + sum of index[axis] * strides[axis]} of every index of a shape, in
   * row-major order of the indices.
   */
  static int[] strided(Shape shape, int offset, int[] strides) {
    int[] positions = new int[(int) shape.size()];
    int[] index = new int[shape.rank()];
    int position = offset;
    for (int i = 0; i < positions.length; i++) {
      positions[i] = position;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        position += strides[axis];
        if (++index[axis] < shape.dim(axis)) {
          break;
        }
        position -= strides[axis] * index[axis];
        index[axis] = 0;
      }
    }
    return positions;
  }

  /** For each element of the shape {@code to}, which element of {@code from} is repeated there. */
  static int[] broadcast(Shape from, Shape to) {
    int[] own = strides(from);
    int[] strides = new int[to.rank()];
    int added = to.rank() - from.rank();
    for (int axis = 0; axis < from.rank(); axis++) {
      strides[added + axis] = from.dim(axis) == 1 ? 0 : own[axis];
    }
    return strided(to, 0, strides);
  }

  /** For each element of a shape, where its sum belongs when the axes are reduced. */
  static int[] reduced(Shape shape, List<Integer> axes) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      if (!axes.contains(axis)) {
        strides[axis] = stride;
        stride *= (int) shape.dim(axis);
      }
    }
    return strided(shape, 0, strides);
  }
}
