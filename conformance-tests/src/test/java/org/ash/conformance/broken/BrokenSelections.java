package org.ash.conformance.broken;

import java.util.List;
import org.ash.ir.Broadcasting;
import org.ash.ir.Elementwise;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Indexing;
import org.ash.ir.Shaping;
import org.ash.ir.Value;
import org.ash.tensor.DType;

/** Selections along an axis, wrong. */
final class BrokenSelections {
  private BrokenSelections() {}

  static List<BrokenBackend> all() {
    return List.of(
        new BrokenBackend(
            "top-k-last-of-ties",
            "TopK takes the last of equal elements first.",
            List.of("OP-TopK-values", "OP-TopK-special", "OP-TopK-random", "VEC-top-k-ties"),
            Rewriting.several(Indexing.TopK.class, BrokenSelections::lastOfTies)),
        new BrokenBackend(
            "top-k-smallest",
            "TopK takes the smallest.",
            List.of("OP-TopK-values", "OP-TopK-random", "GRAD-TopK", "ASH-8"),
            Rewriting.several(Indexing.TopK.class, BrokenSelections::smallest)),
        new BrokenBackend(
            "top-k-nan-last",
            "TopK ranks NaN below all numbers.",
            List.of("OP-TopK-special", "VEC-top-k-nan"),
            Rewriting.several(Indexing.TopK.class, BrokenSelections::nanLast)),
        new BrokenBackend(
            "top-k-ascending",
            "TopK gives the largest elements in ascending order.",
            List.of("OP-TopK-values", "OP-TopK-random"),
            Rewriting.several(
                Indexing.TopK.class,
                (g, op, in) ->
                    g.applyAll(op, in.get(0)).stream()
                        .map(result -> reversed(g, result, op.axis()))
                        .toList())),
        new BrokenBackend(
            "or-first",
            "Or gives its first operand, so that topk drops the least of the top.",
            List.of("OP-Or-values", "ASH-8"),
            Rewriting.of(Broadcasting.Or.class, (g, op, in) -> onlyFirst(g, in))),
        new BrokenBackend(
            "gather-first",
            "GatherElements takes every index for 0.",
            List.of("OP-GatherElements-values", "OP-GatherElements-random"),
            Rewriting.of(
                Indexing.GatherElements.class,
                (g, op, in) -> g.apply(op, in.get(0), none(g, in.get(1))))),
        new BrokenBackend(
            "scatter-reversed",
            "GatherElementsGradient gives the gradients back from the other end.",
            List.of(
                "OP-GatherElementsGradient-values",
                "OP-GatherElementsGradient-random",
                "GRAD-TopK"),
            Rewriting.of(
                Indexing.GatherElementsGradient.class,
                (g, op, in) -> reversed(g, g.apply(op, in.get(0), in.get(1)), op.axis()))));
  }

  private static List<Value> lastOfTies(GraphBuilder g, Indexing.TopK op, List<Value> in) {
    Value x = in.get(0);
    List<Value> results = g.applyAll(op, reversed(g, x, op.axis()));
    Value last = g.scalar(DType.INT64, (double) extent(x, op.axis()) - 1);
    return List.of(results.get(0), g.sub(last, results.get(1)));
  }

  private static List<Value> smallest(GraphBuilder g, Indexing.TopK op, List<Value> in) {
    Value x = in.get(0);
    if (!x.type().dtype().isFloating()) {
      return g.applyAll(op, x);
    }
    List<Value> results = g.applyAll(op, g.neg(x));
    return List.of(g.neg(results.get(0)), results.get(1));
  }

  private static List<Value> nanLast(GraphBuilder g, Indexing.TopK op, List<Value> in) {
    Value x = in.get(0);
    if (!x.type().dtype().isFloating()) {
      return g.applyAll(op, x);
    }
    Value nan = g.apply(new Elementwise.IsNaN(), x);
    Value ranked = g.where(nan, g.like(x, Double.NEGATIVE_INFINITY), x);
    Value indices = g.applyAll(op, ranked).get(1);
    return List.of(g.apply(new Indexing.GatherElements(op.axis()), x, indices), indices);
  }

  private static Value onlyFirst(GraphBuilder g, List<Value> in) {
    return g.apply(
        new Broadcasting.And(), in.get(0), g.apply(new Broadcasting.Or(), in.get(0), in.get(1)));
  }

  private static Value none(GraphBuilder g, Value indices) {
    return g.mul(indices, g.like(indices, 0));
  }

  private static Value reversed(GraphBuilder g, Value x, int axis) {
    return g.apply(Shaping.Slice.of(axis, -1, Long.MIN_VALUE, -1), x);
  }

  private static long extent(Value x, int axis) {
    return x.type().dim(axis < 0 ? axis + x.type().rank() : axis).extent();
  }
}
