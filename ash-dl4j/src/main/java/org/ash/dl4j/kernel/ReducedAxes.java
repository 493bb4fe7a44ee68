package org.ash.dl4j.kernel;

import java.util.ArrayList;
import java.util.List;
import org.ash.tensor.Shape;

/**
 * A shape whose axes are reduced or kept, neighbours of one kind joined, seen as rows: the last
 * joined axis is a row, all before it count the rows.
 */
final class ReducedAxes {
  private final int[] extents;
  private final int[] strides; // in the result; 0 for reduced axes
  private final boolean innerReduced;

  /** The joined axes of an operand of which {@code axes} are reduced. */
  ReducedAxes(Shape shape, List<Integer> axes) {
    List<int[]> joined = new ArrayList<>(); // extent, reduced
    for (int axis = 0; axis < shape.rank(); axis++) {
      int extent = (int) shape.dim(axis);
      int reduced = axes.contains(axis) ? 1 : 0;
      if (!joined.isEmpty() && joined.get(joined.size() - 1)[1] == reduced) {
        joined.get(joined.size() - 1)[0] *= extent;
      } else {
        joined.add(new int[] {extent, reduced});
      }
    }
    if (joined.isEmpty()) {
      joined.add(new int[] {1, 0});
    }
    extents = new int[joined.size()];
    strides = new int[joined.size()];
    int stride = 1;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      extents[axis] = joined.get(axis)[0];
      if (joined.get(axis)[1] == 0) {
        strides[axis] = stride;
        stride *= extents[axis];
      }
    }
    innerReduced = joined.get(extents.length - 1)[1] == 1;
  }

  /** Whether a row is summed into one result; else each element has its own. */
  boolean isInnerReduced() {
    return innerReduced;
  }

  /** Elements of a row. */
  int rowLength() {
    return extents[extents.length - 1];
  }

  /**
   * Number of parts that share no result: the extent of the first axis if it is kept and not the
   * row itself, else 1.
   */
  int parts() {
    return extents.length > 1 && strides[0] != 0 ? extents[0] : 1;
  }

  /** Number of rows in each part. */
  int rowsPerPart() {
    int rows = 1;
    for (int axis = 0; axis < extents.length - 1; axis++) {
      rows *= extents[axis];
    }
    return parts() == 0 ? 0 : rows / parts();
  }

  /** Number of results in each part. */
  int resultsPerPart(int results) {
    return parts() == 0 ? 0 : results / parts();
  }

  /** Where the result of the first element of a row lies. */
  int resultOf(int row) {
    int rest = row;
    int at = 0;
    for (int axis = extents.length - 2; axis >= 0; axis--) {
      at += rest % extents[axis] * strides[axis];
      rest /= extents[axis];
    }
    return at;
  }
}
