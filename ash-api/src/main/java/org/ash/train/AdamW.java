package org.ash.train;

import java.util.List;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.tensor.DType;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019) as PyTorch's: {@code p *= 1 -
 * lr decay; m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; p -= lr / (1 - b1^t) m / (sqrt(v) /
 * sqrt(1 - b2^t) + eps)}, t counted from 1.
 *
 * @param beta1 in [0, 1)
 * @param beta2 in [0, 1)
 * @param eps above 0
 */
public record AdamW(double beta1, double beta2, double eps) implements Optimizer {

  /** Checks the ranges. */
  public AdamW {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
      throw new IllegalArgumentException(
          "adamw: beta1 and beta2 lie in [0, 1), given " + beta1 + " and " + beta2 + ".");
    }
    if (!(eps > 0)) {
      throw new IllegalArgumentException("adamw: eps is above 0, given " + eps + ".");
    }
  }

  @Override
  public String spec() {
    return "adamw:beta1="
        + Spec.shortest(beta1)
        + ",beta2="
        + Spec.shortest(beta2)
        + ",eps="
        + Spec.shortest(eps);
  }

  @Override
  public double defaultLearningRate() {
    return 0.001;
  }

  @Override
  public void write(Update update, List<Updated> parameters) {
    GraphBuilder g = update.graph();
    Variable counter = update.counter("step");
    Value before = g.read(counter);
    Value step = g.add(before, g.like(before, 1));
    g.assign(counter, update.guard(step, before));
    DType dtype = update.learningRate().type().dtype();
    Value stepSize = g.div(update.learningRate(), correction(g, step, beta1, dtype));
    Value rootOfCorrection = g.sqrt(correction(g, step, beta2, dtype));
    for (Updated updated : parameters) {
      Value gradient = updated.gradient();
      Value m = moment(update, updated, "moment1", gradient, beta1);
      Value v = moment(update, updated, "moment2", g.mul(gradient, gradient), beta2);
      Value denominator = g.add(g.div(g.sqrt(v), rootOfCorrection), g.like(v, eps));
      Value change = g.mul(g.div(m, denominator), update.scaled(stepSize, updated));
      if (updated.decay() != 0) {
        Value rate = update.learningRate(updated);
        Value decayed = g.mul(updated.value(g), g.mul(rate, g.like(rate, updated.decay())));
        change = g.add(change, decayed);
      }
      updated.subtract(g, change);
    }
  }

  /** {@code 1 - beta^step}, in float64: in float32 it would lose 13 of 24 bits at step 1. */
  private static Value correction(GraphBuilder g, Value step, double beta, DType dtype) {
    Value power = g.pow(g.scalar(DType.FLOAT64, beta), g.cast(step, DType.FLOAT64));
    return g.cast(g.sub(g.scalar(DType.FLOAT64, 1), power), dtype);
  }

  private static Value moment(
      Update update, Updated updated, String kind, Value sample, double beta) {
    GraphBuilder g = update.graph();
    Variable slot = update.slot(kind, updated);
    Value before = g.read(slot);
    Value fresh = g.mul(sample, g.like(sample, 1 - beta));
    Value next = update.guard(g.add(g.mul(before, g.like(before, beta)), fresh), before);
    g.assign(slot, next);
    return next;
  }
}
