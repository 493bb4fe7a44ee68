package org.ash.autodiff;

import java.util.List;
import org.ash.ir.Dimension;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Reduction;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;

/** Gradient rules of {@link Reduction}. */
final class ReductionRules {
  private ReductionRules() {}

  static void register(GradientRules rules) {
    rules
        .on(Reduction.ReduceSum.class, ReductionRules::reduceSum)
        .on(Reduction.ReduceMean.class, ReductionRules::reduceMean)
        .on(Reduction.ReduceMax.class, ReductionRules::reduceMax)
        .zero(Reduction.ArgMax.class);
  }

  private static void reduceSum(Reduction.ReduceSum op, Backward at) {
    GraphBuilder g = at.graph();
    at.give(0, () -> g.expand(g.reshape(at.dy(), kept(op, at)), at.shape(0)));
  }

  private static void reduceMean(Reduction.ReduceMean op, Backward at) {
    GraphBuilder g = at.graph();
    at.give(
        0,
        () -> {
          Value share = g.div(at.dy(), count(g, at.x(0), op.axesOf(at.shape(0).rank())));
          return g.expand(g.reshape(share, kept(op, at)), at.shape(0));
        });
  }

  /** Equal largest elements share. */
  private static void reduceMax(Reduction.ReduceMax op, Backward at) {
    GraphBuilder g = at.graph();
    Value x = at.x(0);
    at.give(
        0,
        () -> {
          SymbolicShape kept = kept(op, at);
          Value largest = g.cast(g.equal(x, g.reshape(at.y(0), kept)), x.type().dtype());
          Value count = g.reduceSum(largest, op.axesOf(kept.rank()), true);
          return g.mul(largest, g.div(g.reshape(at.dy(), kept), count));
        });
  }

  /** The shape of the operand with extent 1 along the reduced axes. */
  private static SymbolicShape kept(Reduction op, Backward at) {
    SymbolicShape shape = at.shape(0);
    for (int axis : op.axesOf(shape.rank())) {
      shape = shape.with(axis, Dimension.of(1));
    }
    return shape;
  }

  /** The number of elements along some axes as a scalar of the type of x. */
  static Value count(GraphBuilder g, Value x, List<Integer> axes) {
    Dimension count = Dimension.of(1);
    for (int axis : axes) {
      count = count.times(x.type().dim(axis));
    }
    return count.isStatic()
        ? g.like(x, (double) count.extent())
        : g.cast(g.apply(new Shaping.Size(axes), x), x.type().dtype());
  }
}
