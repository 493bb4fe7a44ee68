package org.ash.autodiff;

import org.ash.ir.ActivationComposite.LeakyRelu;
import org.ash.ir.ActivationComposite.ReluGradient;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;

/**
 * Gradient rules of {@link org.ash.ir.ActivationComposite}; those that are not here are
 * differentiated through their parts.
 */
final class ActivationRules {
  private ActivationRules() {}

  static void register(GradientRules rules) {
    rules
        .on(LeakyRelu.class, ActivationRules::leakyRelu)
        .on(ReluGradient.class, ActivationRules::reluGradient);
  }

  /** {@code dx = dy} where x is above 0, else {@code slope dy}. */
  private static void leakyRelu(LeakyRelu op, Backward at) {
    GraphBuilder g = at.graph();
    Value x = at.x(0);
    at.give(
        0,
        () ->
            g.mul(
                at.dy(), g.where(g.greater(x, g.like(x, 0)), g.like(x, 1), g.like(x, op.slope()))));
  }

  /** Linear in dy, constant in y but for the kink. */
  private static void reluGradient(ReluGradient op, Backward at) {
    at.give(0, () -> at.graph().apply(op, at.dy(), at.x(1)));
  }
}
