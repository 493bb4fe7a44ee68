package org.ash.conformance.operator;

import org.ash.ir.Window;
import org.ash.tensor.Shape;

/** Random parts of cases. */
final class Draw {
  private Draw() {}

  /** A shape of a rank within bounds, extents from 1. */
  static Shape shape(Choices choices, int leastRank, int mostRank, int mostExtent) {
    long[] dims = new long[choices.between(leastRank, mostRank)];
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = choices.between(1, mostExtent);
    }
    return Shape.of(dims);
  }

  /** A window with strides, paddings and dilations up to 3, and these groups. */
  static Window window(Choices choices, int group) {
    return new Window(
        choices.between(1, 3),
        choices.between(1, 3),
        choices.between(0, 3),
        choices.between(0, 3),
        choices.between(0, 3),
        choices.between(0, 3),
        choices.between(1, 3),
        choices.between(1, 3),
        group);
  }
}
