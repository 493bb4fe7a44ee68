package org.ash.conformance.broken;

import java.util.List;
import org.ash.ir.Elementwise;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Reduction;
import org.ash.ir.Shaping;
import org.ash.ir.Value;
import org.ash.tensor.DType;

/** Reductions, wrong. */
final class BrokenReductions {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private BrokenReductions() {}

  static List<BrokenBackend> all() {
    return List.of(
        new BrokenBackend(
            "mean-n-1",
            "ReduceMean divides by N - 1.",
            List.of("OP-ReduceMean-values", "OP-ReduceMean-special", "OP-ReduceMean-random"),
            Rewriting.of(
                Reduction.ReduceMean.class,
                (g, op, in) -> overOneLess(g, in.get(0), op.axes(), op.keepDims()))),
        new BrokenBackend(
            "sum-first-axis",
            "ReduceSum sums along its first axis and takes the largest along the others.",
            List.of("OP-ReduceSum-values", "OP-ReduceSum-random"),
            Rewriting.of(Reduction.ReduceSum.class, BrokenReductions::sumAlongFirst)),
        new BrokenBackend(
            "max-from-zero",
            "ReduceMax starts from 0.",
            List.of("OP-ReduceMax-values", "OP-ReduceMax-special", "OP-ReduceMax-random"),
            Rewriting.of(
                Reduction.ReduceMax.class,
                (g, op, in) -> g.max(g.apply(op, in.get(0)), g.like(in.get(0), 0)))),
        new BrokenBackend(
            "max-skips-nan",
            "ReduceMax passes over NaN.",
            List.of("OP-ReduceMax-special"),
            Rewriting.of(Reduction.ReduceMax.class, BrokenReductions::maxOfNumbers)),
        new BrokenBackend(
            "argmax-last",
            "ArgMax gives the last of equal elements.",
            List.of("OP-ArgMax-values", "OP-ArgMax-special"),
            Rewriting.of(Reduction.ArgMax.class, BrokenReductions::lastOfTheLargest)));
  }

  /** The sum over one less than the number of its terms. */
  static Value overOneLess(GraphBuilder g, Value x, List<Integer> axes, boolean keepDims) {
    Value count = g.cast(g.apply(new Shaping.Size(axes), x), x.type().dtype());
    Value sum = g.apply(new Reduction.ReduceSum(axes, keepDims), x);
    return g.div(sum, g.sub(count, g.like(x, 1)));
  }

  private static Value sumAlongFirst(GraphBuilder g, Reduction.ReduceSum op, List<Value> in) {
    List<Integer> axes = op.axesOf(in.get(0).type().rank());
    if (axes.size() < 2) {
      return g.apply(op, in.get(0));
    }
    // From the last axis on, so that the numbers of those before stay what they are.
    Reduction others = new Reduction.ReduceMax(axes.subList(1, axes.size()), op.keepDims());
    Reduction first = new Reduction.ReduceSum(axes.subList(0, 1), op.keepDims());
    return g.apply(first, g.apply(others, in.get(0)));
  }

  private static Value maxOfNumbers(GraphBuilder g, Reduction.ReduceMax op, List<Value> in) {
    Value x = in.get(0);
    if (!x.type().dtype().isFloating()) {
      return g.apply(op, x);
    }
    Value none = g.apply(new Elementwise.IsNaN(), x);
    return g.apply(op, g.where(none, g.like(x, -INFINITY), x));
  }

  private static Value lastOfTheLargest(GraphBuilder g, Reduction.ArgMax op, List<Value> in) {
    Value x = in.get(0);
    int axis = op.axesOf(x.type().rank()).get(0);
    if (!x.type().dim(axis).isStatic()) {
      return g.apply(op, x);
    }
    Value backward = g.apply(Shaping.Slice.of(axis, -1, Long.MIN_VALUE, -1), x);
    Value last = g.scalar(DType.INT64, (double) x.type().dim(axis).extent() - 1);
    return g.sub(last, g.apply(op, backward));
  }
}
