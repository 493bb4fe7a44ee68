package org.ash.autodiff;

import org.ash.ir.ActivationComposite.ReluGradient;
import org.ash.ir.Elementwise;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;

/** Gradient rules of {@link Elementwise}. */
final class ElementwiseRules {
  private ElementwiseRules() {}

  static void register(GradientRules rules) {
    rules
        .on(Elementwise.Neg.class, formula((g, dy, x, y) -> g.neg(dy)))
        .on(
            Elementwise.Abs.class,
            formula((g, dy, x, y) -> g.mul(dy, g.apply(new Elementwise.Sign(), x))))
        .on(Elementwise.Exp.class, formula((g, dy, x, y) -> g.mul(dy, y)))
        .on(Elementwise.Log.class, formula((g, dy, x, y) -> g.div(dy, x)))
        .on(Elementwise.Sqrt.class, formula((g, dy, x, y) -> g.div(dy, g.mul(y, g.like(y, 2)))))
        .on(Elementwise.Reciprocal.class, formula((g, dy, x, y) -> g.neg(g.mul(dy, g.mul(y, y)))))
        .on(
            Elementwise.Sigmoid.class,
            formula((g, dy, x, y) -> g.mul(dy, g.mul(y, g.sub(g.like(y, 1), y)))))
        .on(
            Elementwise.Tanh.class,
            formula((g, dy, x, y) -> g.mul(dy, g.sub(g.like(y, 1), g.mul(y, y)))))
        .on(Elementwise.Erf.class, formula(ElementwiseRules::erf))
        .on(Elementwise.Relu.class, formula((g, dy, x, y) -> g.apply(new ReluGradient(), dy, y)))
        .on(Elementwise.Softplus.class, formula((g, dy, x, y) -> g.mul(dy, g.sigmoid(x))))
        .on(Elementwise.Clip.class, ElementwiseRules::clip)
        .on(Elementwise.Cast.class, formula((g, dy, x, y) -> g.cast(dy, x.type().dtype())))
        .zero(Elementwise.Sign.class)
        .zero(Elementwise.Floor.class)
        .zero(Elementwise.StopGradient.class)
        .zero(Elementwise.IsNaN.class)
        .zero(Elementwise.Not.class);
  }

  /** {@code dx} from {@code dy}, {@code x} and {@code y}. */
  private interface Formula {
    Value write(GraphBuilder g, Value dy, Value x, Value y);
  }

  private static GradientRule<Elementwise> formula(Formula formula) {
    return (op, at) -> at.give(0, () -> formula.write(at.graph(), at.dy(), at.x(0), at.y(0)));
  }

  /** {@code dx = dy * 2 / sqrt(pi) * exp(-x^2)}. */
  private static Value erf(GraphBuilder g, Value dy, Value x, Value y) {
    Value gauss = g.exp(g.neg(g.mul(x, x)));
    return g.mul(dy, g.mul(gauss, g.like(x, 2 / Math.sqrt(Math.PI))));
  }

  /** {@code dx = dy} where x lies between the bounds or on one, else 0. */
  private static void clip(Elementwise.Clip op, Backward at) {
    GraphBuilder g = at.graph();
    Value x = at.x(0);
    at.give(
        0,
        () -> {
          Value zero = g.like(x, 0);
          Value above = g.where(g.less(x, g.like(x, op.min())), zero, at.dy());
          return g.where(g.greater(x, g.like(x, op.max())), zero, above);
        });
  }
}
