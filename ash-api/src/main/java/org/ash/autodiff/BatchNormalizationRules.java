package org.ash.autodiff;

import java.util.List;
import org.ash.ir.BatchNormalizationComposite;
import org.ash.ir.BatchNormalizationComposite.BatchNormalizationGradient;
import org.ash.ir.BatchNormalizationComposite.BatchNormalizationTraining;
import org.ash.ir.Value;

/**
 * Gradient rules of {@link BatchNormalizationComposite}; BatchNormalizationGradient is
 * differentiated through its parts.
 */
final class BatchNormalizationRules {
  private BatchNormalizationRules() {}

  static void register(GradientRules rules) {
    rules.on(BatchNormalizationTraining.class, BatchNormalizationRules::training);
  }

  /** The closed form, unless something depends on the statistics themselves. */
  private static void training(BatchNormalizationTraining op, Backward at) {
    if (at.dy(1).isPresent() || at.dy(2).isPresent()) {
      at.throughDecomposition(op);
      return;
    }
    List<Value> gradients =
        at.write(
            () ->
                at.graph()
                    .applyAll(
                        new BatchNormalizationGradient(op.eps()),
                        at.dy(),
                        at.x(0),
                        at.x(1),
                        at.y(1),
                        at.y(2)));
    for (int i = 0; i < 3; i++) {
      Value gradient = gradients.get(i);
      at.give(i, () -> gradient);
    }
  }
}
