package org.ash.autodiff;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.Dimension;
import org.ash.ir.GraphBuilder;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;

/** The adjoint of broadcasting: what was repeated is summed. */
final class Unbroadcast {
  private Unbroadcast() {}

  /** The sum of a value over the axes along which a shape would be repeated to have its shape. */
  static Value to(GraphBuilder graph, Value value, SymbolicShape shape) {
    int added = value.type().rank() - shape.rank();
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < value.type().rank(); axis++) {
      Dimension repeated = value.type().dim(axis);
      if (axis < added || !shape.dim(axis - added).equals(repeated)) {
        axes.add(axis);
      }
    }
    return graph.reshape(graph.reduceSum(value, axes, false), shape);
  }
}
