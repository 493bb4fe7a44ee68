package org.ash.conformance.broken;

import java.util.List;
import org.ash.ir.Elementwise;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;
import org.ash.tensor.DType;

/** Functions of single elements, wrong. */
final class BrokenArithmetic {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private BrokenArithmetic() {}

  static List<BrokenBackend> all() {
    return List.of(
        new BrokenBackend(
            "wrong-sign",
            "Neg gives x itself.",
            List.of("OP-Neg-values", "OP-Neg-random", "OP-Neg-special"),
            Rewriting.of(Elementwise.Neg.class, (g, op, in) -> in.get(0))),
        new BrokenBackend(
            "neg-zero",
            "Neg is 0 - x, so that 0 becomes 0 and not -0.",
            List.of("OP-Neg-special"),
            Rewriting.of(
                Elementwise.Neg.class, (g, op, in) -> g.sub(g.like(in.get(0), 0), in.get(0)))),
        new BrokenBackend(
            "abs-zero",
            "Abs negates what is below 0, so that -0 stays -0.",
            List.of("OP-Abs-special"),
            Rewriting.of(
                Elementwise.Abs.class,
                (g, op, in) ->
                    g.where(g.less(in.get(0), zero(g, in)), g.neg(in.get(0)), in.get(0)))),
        new BrokenBackend(
            "exp-flush",
            "Exp gives 0 below -30.",
            List.of("OP-Exp-special"),
            Rewriting.of(
                Elementwise.Exp.class,
                (g, op, in) -> {
                  Value low = g.less(in.get(0), g.like(in.get(0), -30));
                  return g.where(low, zero(g, in), g.exp(in.get(0)));
                })),
        new BrokenBackend(
            "log-base",
            "Log is the logarithm to base 2.",
            List.of("OP-Log-values", "OP-Log-random"),
            Rewriting.of(
                Elementwise.Log.class,
                (g, op, in) -> g.div(g.log(in.get(0)), g.like(in.get(0), Math.log(2))))),
        new BrokenBackend(
            "log-of-magnitude",
            "Log takes |x|, a number where NaN is due.",
            List.of("OP-Log-values", "OP-Log-special"),
            Rewriting.of(Elementwise.Log.class, (g, op, in) -> g.log(g.abs(in.get(0))))),
        new BrokenBackend(
            "sqrt-clamped",
            "Sqrt takes max(x, 0), 0 where NaN is due.",
            List.of("OP-Sqrt-values", "OP-Sqrt-special"),
            Rewriting.of(Elementwise.Sqrt.class, (g, op, in) -> g.sqrt(g.relu(in.get(0))))),
        new BrokenBackend(
            "stray-epsilon",
            "Reciprocal is 1 / (x + 1e-7): finite at 0.",
            List.of("OP-Reciprocal-values", "OP-Reciprocal-special"),
            Rewriting.of(
                Elementwise.Reciprocal.class,
                (g, op, in) -> g.div(one(g, in), g.add(in.get(0), g.like(in.get(0), 1e-7))))),
        new BrokenBackend(
            "hard-sigmoid",
            "Sigmoid is clip(0.2 x + 0.5).",
            List.of("OP-Sigmoid-values", "OP-Sigmoid-special", "OP-Sigmoid-random"),
            Rewriting.of(
                Elementwise.Sigmoid.class,
                (g, op, in) ->
                    g.apply(
                        new Elementwise.Clip(0, 1),
                        g.add(g.mul(in.get(0), g.like(in.get(0), 0.2)), g.like(in.get(0), 0.5))))),
        new BrokenBackend(
            "missing-factor-2",
            "Tanh is 2 sigmoid(x) - 1: the factor 2 of x is missing.",
            List.of("OP-Tanh-values", "OP-Tanh-random"),
            Rewriting.of(
                Elementwise.Tanh.class,
                (g, op, in) ->
                    g.sub(g.mul(g.like(in.get(0), 2), g.sigmoid(in.get(0))), one(g, in)))),
        new BrokenBackend(
            "tanh-overflow",
            "Tanh is (e^2x - 1) / (e^2x + 1): NaN for large x.",
            List.of("OP-Tanh-special"),
            Rewriting.of(
                Elementwise.Tanh.class,
                (g, op, in) -> {
                  Value e = g.exp(g.add(in.get(0), in.get(0)));
                  return g.div(g.sub(e, one(g, in)), g.add(e, one(g, in)));
                })),
        new BrokenBackend(
            "erf-by-tanh",
            "Erf is tanh(1.1284 x + 0.1009 x^3), off by some 1e-4.",
            List.of("OP-Erf-values", "OP-Erf-random"),
            Rewriting.of(
                Elementwise.Erf.class,
                (g, op, in) -> {
                  Value x = in.get(0);
                  Value cube = g.mul(g.mul(x, x), g.mul(x, g.like(x, 0.1009)));
                  return g.apply(new Elementwise.Tanh(), g.add(g.mul(x, g.like(x, 1.1284)), cube));
                })),
        new BrokenBackend(
            "relu-nan",
            "Relu makes NaN 0.",
            List.of("OP-Relu-special"),
            Rewriting.of(
                Elementwise.Relu.class,
                (g, op, in) -> g.where(g.greater(in.get(0), zero(g, in)), in.get(0), zero(g, in)))),
        new BrokenBackend(
            "softplus-naive",
            "Softplus is ln(1 + e^x): 0 for x = -40.",
            List.of("OP-Softplus-special"),
            Rewriting.of(
                Elementwise.Softplus.class,
                (g, op, in) -> g.log(g.add(one(g, in), g.exp(in.get(0)))))),
        new BrokenBackend(
            "sign-of-zero",
            "Sign of 0 is 1.",
            List.of("OP-Sign-special"),
            Rewriting.of(
                Elementwise.Sign.class,
                (g, op, in) ->
                    g.where(
                        g.equal(in.get(0), zero(g, in)),
                        one(g, in),
                        g.apply(new Elementwise.Sign(), in.get(0))))),
        new BrokenBackend(
            "floor-truncates",
            "Floor rounds toward zero.",
            List.of("OP-Floor-values", "OP-Floor-random"),
            Rewriting.of(
                Elementwise.Floor.class,
                (g, op, in) ->
                    g.mul(
                        g.apply(new Elementwise.Sign(), in.get(0)),
                        g.apply(new Elementwise.Floor(), g.abs(in.get(0)))))),
        new BrokenBackend(
            "ignored-attribute",
            "Clip ignores its upper bound.",
            List.of("OP-Clip-values", "OP-Clip-random"),
            Rewriting.of(
                Elementwise.Clip.class,
                (g, op, in) -> g.apply(new Elementwise.Clip(op.min(), INFINITY), in.get(0)))),
        new BrokenBackend(
            "is-nan-infinite",
            "IsNaN is true of infinities, too.",
            List.of("OP-IsNaN-special"),
            Rewriting.of(
                Elementwise.IsNaN.class,
                (g, op, in) -> g.apply(new Elementwise.IsNaN(), g.sub(in.get(0), in.get(0))))),
        new BrokenBackend(
            "not-identity",
            "Not does nothing.",
            List.of("OP-Not-values", "OP-Not-random"),
            Rewriting.of(Elementwise.Not.class, (g, op, in) -> in.get(0))),
        new BrokenBackend(
            "cast-rounds",
            "Cast from floating to whole numbers rounds down.",
            List.of("OP-Cast-values", "OP-Cast-random"),
            Rewriting.of(
                Elementwise.Cast.class,
                (g, op, in) -> {
                  Value x = in.get(0);
                  boolean cuts = x.type().dtype().isFloating() && !op.to().isFloating();
                  return g.apply(op, cuts ? g.apply(new Elementwise.Floor(), x) : x);
                })),
        new BrokenBackend(
            "cast-bool",
            "Cast to BOOL cuts off first: 0.5 is false.",
            List.of("OP-Cast-values"),
            Rewriting.of(
                Elementwise.Cast.class,
                (g, op, in) ->
                    op.to() == DType.BOOL
                        ? g.apply(op, g.apply(new Elementwise.Cast(DType.INT64), in.get(0)))
                        : g.apply(op, in.get(0)))));
  }

  private static Value zero(GraphBuilder g, List<Value> in) {
    return g.like(in.get(0), 0);
  }

  private static Value one(GraphBuilder g, List<Value> in) {
    return g.like(in.get(0), 1);
  }
}
