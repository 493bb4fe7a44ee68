package org.ash.conformance.operator;

import java.util.List;
import org.ash.ir.Window;
import org.ash.tensor.DType;
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

  /** A shape that broadcasts to another one: leading axes missing, some of extent 1. */
  static Shape repeated(Choices choices, Shape result) {
    int missing = choices.between(0, result.rank());
    long[] dims = new long[result.rank() - missing];
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = choices.flag() ? 1 : result.dim(axis + missing);
    }
    return Shape.of(dims);
  }

  /** One of the types. */
  static DType dtype(Choices choices, List<DType> dtypes) {
    return dtypes.get(choices.between(0, dtypes.size() - 1));
  }

  /** A seed of values. */
  static int seed(Choices choices) {
    return choices.between(0, 1000);
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
