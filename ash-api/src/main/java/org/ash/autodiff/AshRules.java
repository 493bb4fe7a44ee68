package org.ash.autodiff;

import java.util.List;
import org.ash.ir.AshComposite;
import org.ash.ir.AshComposite.Ash;
import org.ash.ir.AshComposite.AshGradient;
import org.ash.ir.Value;

/** Gradient rules of {@link AshComposite}; AshGradient is differentiated through its parts. */
final class AshRules {
  private AshRules() {}

  static void register(GradientRules rules) {
    rules.on(Ash.class, AshRules::ash);
  }

  /** The closed form of ASH-6, unless something depends on the statistics themselves. */
  private static void ash(Ash op, Backward at) {
    if (at.dy(1).isPresent() || at.dy(2).isPresent()) {
      at.throughDecomposition(op);
      return;
    }
    List<Value> gradients =
        at.write(
            () ->
                at.graph()
                    .applyAll(
                        new AshGradient(op.eps()),
                        at.dy(),
                        at.x(0),
                        at.x(1),
                        at.x(2),
                        at.y(1),
                        at.y(2)));
    for (int i = 0; i < 3; i++) {
      Value gradient = gradients.get(i);
      at.give(i, () -> gradient);
    }
  }
}
