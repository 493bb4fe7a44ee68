package org.ash.dl4j.plan;

import java.util.List;
import org.ash.ir.Dimension;
import org.ash.ir.Elementwise;
import org.ash.ir.Node;
import org.ash.ir.Op;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;

/** Which nodes move nothing in memory, so that their result is another view of their operand. */
final class Views {
  private static final Dimension ONE = Dimension.of(1);

  private Views() {}

  /** Whether the row-major elements of the result are those of the first operand. */
  static boolean isView(Node node) {
    Op op = node.op();
    if (op instanceof Shaping.Reshape || op instanceof Elementwise.StopGradient) {
      return true;
    }
    if (op instanceof Elementwise.Cast cast) {
      return node.input(0).type().dtype() == cast.to();
    }
    if (op instanceof Shaping.Transpose transpose) {
      return keepsOrder(transpose.perm(), node.input(0).type().shape());
    }
    return op instanceof Shaping.Expand
        && withoutOnes(node.input(0).type().shape())
            .equals(withoutOnes(node.output(0).type().shape()));
  }

  /** Whether only axes of extent 1 change their place. */
  private static boolean keepsOrder(List<Integer> perm, SymbolicShape shape) {
    List<Integer> longAxes = perm.stream().filter(axis -> !shape.dim(axis).equals(ONE)).toList();
    return longAxes.equals(longAxes.stream().sorted().toList());
  }

  private static List<Dimension> withoutOnes(SymbolicShape shape) {
    return shape.dims().stream().filter(dim -> !dim.equals(ONE)).toList();
  }
}
