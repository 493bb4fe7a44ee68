package org.ash.autodiff;

import org.ash.ir.Dimension;
import org.ash.ir.GraphBuilder;
import org.ash.ir.LossComposite.SoftmaxCrossEntropy;
import org.ash.ir.LossComposite.SoftmaxCrossEntropyGradient;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;

/**
 * Gradient rules of {@link org.ash.ir.LossComposite}; SoftmaxCrossEntropyGradient is differentiated
 * through its parts.
 */
final class LossRules {
  private LossRules() {}

  static void register(GradientRules rules) {
    rules.on(SoftmaxCrossEntropy.class, LossRules::softmaxCrossEntropy);
  }

  /** {@code dlabels = -dloss logSoftmax(logits)}. */
  private static void softmaxCrossEntropy(SoftmaxCrossEntropy op, Backward at) {
    GraphBuilder g = at.graph();
    at.give(0, () -> g.apply(new SoftmaxCrossEntropyGradient(), at.dy(), at.x(0), at.x(1)));
    at.give(
        1,
        () -> {
          SymbolicShape column = SymbolicShape.of(at.shape(0).dim(0), Dimension.of(1));
          Value logarithms = g.logSoftmax(at.x(0), 1);
          return g.neg(g.mul(logarithms, g.reshape(at.dy(), column)));
        });
  }
}
