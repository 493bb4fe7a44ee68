package org.ash.autodiff;

import org.ash.ir.Broadcasting;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Op;
import org.ash.ir.Value;

/** Gradient rules of {@link Broadcasting}; gradients are summed where an operand was repeated. */
final class BroadcastingRules {
  private BroadcastingRules() {}

  static void register(GradientRules rules) {
    rules
        .on(Broadcasting.Add.class, BroadcastingRules::add)
        .on(Broadcasting.Sub.class, BroadcastingRules::sub)
        .on(Broadcasting.Mul.class, BroadcastingRules::mul)
        .on(Broadcasting.Div.class, BroadcastingRules::div)
        .on(Broadcasting.Pow.class, BroadcastingRules::pow)
        .on(Broadcasting.Max.class, BroadcastingRules::max)
        .on(Broadcasting.Min.class, BroadcastingRules::min)
        .on(Broadcasting.Where.class, BroadcastingRules::where)
        .zero(Broadcasting.Equal.class)
        .zero(Broadcasting.Greater.class)
        .zero(Broadcasting.Less.class)
        .zero(Broadcasting.And.class)
        .zero(Broadcasting.Or.class);
  }

  private static void add(Op op, Backward at) {
    at.giveSummed(0, at::dy);
    at.giveSummed(1, at::dy);
  }

  private static void sub(Op op, Backward at) {
    at.giveSummed(0, at::dy);
    // Negated after the sum, on the smaller tensor.
    at.give(1, () -> at.graph().neg(Unbroadcast.to(at.graph(), at.dy(), at.shape(1))));
  }

  private static void mul(Op op, Backward at) {
    at.giveSummed(0, () -> at.graph().mul(at.dy(), at.x(1)));
    at.giveSummed(1, () -> at.graph().mul(at.dy(), at.x(0)));
  }

  /** {@code da = dy / b}, {@code db = -dy y / b}. */
  private static void div(Op op, Backward at) {
    GraphBuilder g = at.graph();
    at.giveSummed(0, () -> g.div(at.dy(), at.x(1)));
    at.giveSummed(1, () -> g.neg(g.div(g.mul(at.dy(), at.y(0)), at.x(1))));
  }

  /**
   * {@code da = dy b a^(b-1)}, 0 where a and b are 0; {@code db = dy y ln(a)}, 0 where a is not
   * above 0.
   */
  private static void pow(Op op, Backward at) {
    GraphBuilder g = at.graph();
    Value a = at.x(0);
    Value b = at.x(1);
    at.giveSummed(
        0,
        () -> {
          // 0 to the power -1 is Inf; the factor b = 0 would turn it into NaN.
          Value both = and(g, g.equal(a, g.like(a, 0)), g.equal(b, g.like(b, 0)));
          Value lowered = g.where(both, g.like(b, 0), g.sub(b, g.like(b, 1)));
          return g.mul(at.dy(), g.mul(b, g.pow(a, lowered)));
        });
    at.giveSummed(
        1,
        () -> {
          Value positive = g.greater(a, g.like(a, 0));
          Value logarithm = g.log(g.where(positive, a, g.like(a, 1)));
          return g.mul(at.dy(), g.where(positive, g.mul(at.y(0), logarithm), g.like(a, 0)));
        });
  }

  private static Value and(GraphBuilder g, Value a, Value b) {
    return g.apply(new Broadcasting.And(), a, b);
  }

  /** The larger operand takes all, the first when they are equal. */
  private static void max(Op op, Backward at) {
    chosen(at, at.write(() -> at.graph().less(at.x(0), at.x(1))));
  }

  /** The smaller operand takes all, the first when they are equal. */
  private static void min(Op op, Backward at) {
    chosen(at, at.write(() -> at.graph().greater(at.x(0), at.x(1))));
  }

  private static void chosen(Backward at, Value second) {
    GraphBuilder g = at.graph();
    Value zero = g.like(at.dy(), 0);
    at.giveSummed(0, () -> g.where(second, zero, at.dy()));
    at.giveSummed(1, () -> g.where(second, at.dy(), zero));
  }

  private static void where(Op op, Backward at) {
    GraphBuilder g = at.graph();
    Value zero = g.like(at.dy(), 0);
    at.giveSummed(1, () -> g.where(at.x(0), at.dy(), zero));
    at.giveSummed(2, () -> g.where(at.x(0), zero, at.dy()));
  }
}
