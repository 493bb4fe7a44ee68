package org.ash.conformance.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ash.conformance.agreement.ComparedElement;
import org.ash.ir.ActivationComposite;
import org.ash.ir.Broadcasting;
import org.ash.ir.Elementwise;
import org.ash.ir.Graph;
import org.ash.ir.Op;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Finds the elements that an element of a result was computed from. */
final class OperandElements {
  private OperandElements() {}

  /** The element with its operands, where the graph is one operator on single elements. */
  static ComparedElement complete(Graph graph, Map<String, Tensor> feeds, ComparedElement element) {
    Op op = graph.nodes().get(0).op();
    boolean single =
        op instanceof Elementwise
            || op instanceof Broadcasting
            || op instanceof ActivationComposite;
    // The slopes of PRelu go by channel, not by broadcasting.
    if (graph.nodes().size() != 1 || !single || op instanceof ActivationComposite.PRelu) {
      return element;
    }
    List<Double> operands = new ArrayList<>();
    for (Tensor feed : feeds.values()) {
      if (!spreads(feed.shape(), element.shape())) {
        return element;
      }
      operands.add(feed.get(position(feed.shape(), element.shape(), element.index())));
    }
    return element.withOperands(operands);
  }

  /** Whether a shape is broadcast to another by the rule of NumPy. */
  private static boolean spreads(Shape from, Shape to) {
    int missing = to.rank() - from.rank();
    if (missing < 0) {
      return false;
    }
    for (int axis = 0; axis < from.rank(); axis++) {
      if (from.dim(axis) != 1 && from.dim(axis) != to.dim(axis + missing)) {
        return false;
      }
    }
    return true;
  }

  /** The place in an operand that a place in the result comes from. */
  private static int position(Shape from, Shape to, int index) {
    long rest = index;
    long stride = 1;
    long position = 0;
    for (int axis = to.rank() - 1; axis >= 0; axis--) {
      long at = rest % to.dim(axis);
      rest /= to.dim(axis);
      int own = axis - (to.rank() - from.rank());
      if (own >= 0) {
        position += from.dim(own) == 1 ? 0 : at * stride;
        stride *= from.dim(own);
      }
    }
    return Math.toIntExact(position);
  }
}
