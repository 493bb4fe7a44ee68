package org.ash.train;

import java.util.List;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;
import org.ash.ir.Variable;

/**
 * Stochastic gradient descent as PyTorch's: {@code g += decay p; v = momentum v + g; p -= lr v},
 * with Nesterov {@code p -= lr (g + momentum v)}; v is 0 in the beginning.
 *
 * @param momentum in [0, 1); 0 keeps no v
 * @param nesterov whether to look ahead; needs momentum
 */
public record Sgd(double momentum, boolean nesterov) implements Optimizer {

  /** Checks the ranges. */
  public Sgd {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("sgd: momentum lies in [0, 1), given " + momentum + ".");
    }
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException("sgd: nesterov needs a momentum above 0.");
    }
  }

  @Override
  public String spec() {
    return "sgd:momentum=" + Spec.shortest(momentum) + (nesterov ? ",nesterov=true" : "");
  }

  @Override
  public double defaultLearningRate() {
    return 0.1;
  }

  @Override
  public void write(Update update, List<Updated> parameters) {
    GraphBuilder g = update.graph();
    for (Updated updated : parameters) {
      Value gradient = updated.gradient();
      if (updated.decay() != 0) {
        Value p = updated.value(g);
        gradient = g.add(gradient, g.mul(p, g.like(p, updated.decay())));
      }
      Value direction = direction(update, updated, gradient);
      updated.subtract(g, g.mul(direction, update.learningRate(updated)));
    }
  }

  /** What is subtracted, times the learning rate; finite also when the gradient is not. */
  private Value direction(Update update, Updated updated, Value gradient) {
    GraphBuilder g = update.graph();
    if (momentum == 0) {
      return update.guard(gradient, g.like(gradient, 0));
    }
    Variable slot = update.slot("momentum", updated);
    Value before = g.read(slot);
    Value factor = g.like(before, momentum);
    Value velocity = update.guard(g.add(g.mul(before, factor), gradient), before);
    g.assign(slot, velocity);
    return nesterov ? update.guard(g.add(gradient, g.mul(velocity, factor)), before) : velocity;
  }
}
