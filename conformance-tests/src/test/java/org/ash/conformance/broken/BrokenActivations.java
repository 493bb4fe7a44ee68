package org.ash.conformance.broken;

import java.util.List;
import org.ash.ir.ActivationComposite;
import org.ash.ir.Elementwise;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;

/** Activations and the gradient of ReLU, wrong. */
final class BrokenActivations {
  private BrokenActivations() {}

  static List<BrokenBackend> all() {
    return List.of(
        new BrokenBackend(
            "relu-gradient-unmasked",
            "ReluGradient lets everything through.",
            List.of(
                "COMP-ReluGradient-values",
                "COMP-ReluGradient-special",
                "COMP-ReluGradient-random",
                "TRAIN-relu-1"),
            Rewriting.of(ActivationComposite.ReluGradient.class, (g, op, in) -> in.get(0))),
        new BrokenBackend(
            "relu-gradient-at-zero",
            "ReluGradient lets the gradient through where y is 0.",
            List.of("COMP-ReluGradient-special"),
            Rewriting.of(
                ActivationComposite.ReluGradient.class,
                (g, op, in) -> {
                  Value zero = g.like(in.get(1), 0);
                  return g.where(g.less(in.get(1), zero), zero, in.get(0));
                })),
        new BrokenBackend(
            "relu-gradient-product",
            "ReluGradient multiplies by 0 or 1: NaN comes through where y is 0.",
            List.of("COMP-ReluGradient-special"),
            Rewriting.of(
                ActivationComposite.ReluGradient.class,
                (g, op, in) -> {
                  Value open = g.greater(in.get(1), g.like(in.get(1), 0));
                  return g.mul(in.get(0), g.cast(open, in.get(0).type().dtype()));
                })),
        new BrokenBackend(
            "swish-ignored-beta",
            "Swish takes beta for 1.",
            List.of("COMP-Swish-values", "COMP-Swish-special", "COMP-Swish-random"),
            Rewriting.of(
                ActivationComposite.Swish.class,
                (g, op, in) -> g.apply(new ActivationComposite.Swish(1), in.get(0)))),
        new BrokenBackend(
            "gelu-by-tanh",
            "Gelu is the approximation by tanh, off by some 1e-4.",
            List.of("COMP-Gelu-values", "COMP-Gelu-special", "COMP-Gelu-random"),
            Rewriting.of(ActivationComposite.Gelu.class, BrokenActivations::geluByTanh)));
  }

  private static Value geluByTanh(GraphBuilder g, ActivationComposite.Gelu op, List<Value> in) {
    Value x = in.get(0);
    Value cube = g.mul(g.mul(x, x), g.mul(x, g.like(x, 0.044715)));
    Value inner = g.mul(g.add(x, cube), g.like(x, Math.sqrt(2 / Math.PI)));
    Value gate = g.add(g.apply(new Elementwise.Tanh(), inner), g.like(x, 1));
    return g.mul(g.mul(x, gate), g.like(x, 0.5));
  }
}
