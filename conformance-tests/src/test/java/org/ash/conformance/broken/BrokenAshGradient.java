package org.ash.conformance.broken;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.AshComposite.AshGradient;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;

/** The gradient of ASH, wrong. */
final class BrokenAshGradient {
  private static final List<String> CATCHING =
      List.of(
          "COMP-AshGradient-values",
          "COMP-AshGradient-special",
          "COMP-AshGradient-random",
          "ASH-6",
          "TRAIN-ash-1");

  private BrokenAshGradient() {}

  static List<BrokenBackend> all() {
    return List.of(
        new BrokenBackend(
            "ash-gradient-without-statistics",
            "AshGradient takes mean and deviation for constants.",
            CATCHING,
            Rewriting.several(AshGradient.class, BrokenAshGradient::withoutStatistics)),
        new BrokenBackend(
            "ash-gradient-dz-sign",
            "AshGradient gives dz with the wrong sign.",
            CATCHING,
            Rewriting.several(
                AshGradient.class,
                (g, op, in) -> {
                  List<Value> results = new ArrayList<>(g.applyAll("right", op, in));
                  results.set(2, g.neg(results.get(2)));
                  return results;
                })),
        new BrokenBackend(
            "ash-gradient-dalpha-half",
            "AshGradient gives half of dalpha: the factor 2 is missing.",
            CATCHING,
            Rewriting.several(
                AshGradient.class,
                (g, op, in) -> {
                  List<Value> results = new ArrayList<>(g.applyAll("right", op, in));
                  results.set(1, g.mul(results.get(1), g.like(in.get(1), 0.5)));
                  return results;
                })),
        new BrokenBackend(
            "dropped-upstream",
            "AshGradient takes the upstream gradient for 1.",
            CATCHING,
            Rewriting.several(
                AshGradient.class,
                (g, op, in) -> {
                  List<Value> operands = new ArrayList<>(in);
                  operands.set(0, g.expand(g.like(in.get(0), 1), in.get(0).type().shape()));
                  return g.applyAll("ones", op, operands);
                })));
  }

  private static List<Value> withoutStatistics(GraphBuilder g, AshGradient op, List<Value> in) {
    List<Value> right = g.applyAll("right", op, in);
    Value x = in.get(1);
    Value twoAlpha = g.mul(in.get(2), g.like(x, 2));
    Value above = g.sub(g.sub(x, in.get(4)), g.mul(in.get(3), in.get(5)));
    Value gate = g.sigmoid(g.mul(above, twoAlpha));
    Value slope = g.mul(gate, g.sub(g.like(x, 1), gate));
    Value h = g.mul(g.mul(in.get(0), x), slope);
    Value dx = g.add(g.mul(in.get(0), gate), g.mul(twoAlpha, h));
    return List.of(dx, right.get(1), right.get(2));
  }
}
