package org.ash.conformance.broken;

import java.util.List;
import org.ash.ir.BatchNormalizationComposite.BatchNormalizationGradient;
import org.ash.ir.Broadcasting;
import org.ash.ir.Contraction;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Op;
import org.ash.ir.Shaping;
import org.ash.ir.Value;

/** Neighbours computed together, each of which alone is right. */
final class BrokenFusions {
  private BrokenFusions() {}

  static List<BrokenBackend> all() {
    return List.of(
        new BrokenBackend(
            "slices-as-laid-out",
            "A slice of a transposed tensor is taken before its axes are exchanged.",
            List.of("FUSE-slices"),
            Rewriting.of(
                Shaping.Slice.class,
                (g, op, in) ->
                    g.apply(op, g.reshape(source(in.get(0)), in.get(0).type().shape())))),
        new BrokenBackend(
            "transposes-cancelled",
            "Of two transposed factors the product is taken the other way round, not turned back.",
            List.of("FUSE-transposed-products"),
            Rewriting.of(Contraction.MatMul.class, BrokenFusions::notTurnedBack)),
        new BrokenBackend(
            "operands-deduplicated",
            "A tensor added to itself is one operand, and is not added.",
            List.of("FUSE-one-operand-twice"),
            Rewriting.of(
                Broadcasting.Add.class,
                (g, op, in) ->
                    in.get(0).equals(in.get(1)) ? in.get(0) : g.add(in.get(0), in.get(1)))),
        new BrokenBackend(
            "kept-statistics",
            "What the forward kernel keeps for the gradient is not the variance.",
            List.of("FUSE-batch-normalization", "GRAD-BatchNormalizationTraining"),
            Rewriting.several(
                BatchNormalizationGradient.class,
                (g, op, in) -> {
                  Value variance = in.get(4);
                  Value kept =
                      variance instanceof Value.Result ? g.add(variance, variance) : variance;
                  return g.applyAll(op, in.get(0), in.get(1), in.get(2), in.get(3), kept);
                })));
  }

  private static Value notTurnedBack(GraphBuilder g, Op op, List<Value> in) {
    Value a = in.get(0);
    Value b = in.get(1);
    Value product = g.apply(op, a, b);
    boolean both = !source(a).equals(a) && !source(b).equals(b);
    return both ? g.reshape(g.apply(op, source(b), source(a)), product.type().shape()) : product;
  }

  /** What is transposed, or the value itself. */
  private static Value source(Value value) {
    return value instanceof Value.Result result && result.node().op() instanceof Shaping.Transpose
        ? result.node().input(0)
        : value;
  }
}
