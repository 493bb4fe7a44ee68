package org.ash.conformance.broken;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ash.ir.AshComposite.Ash;
import org.ash.ir.GraphBuilder;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;

/** ASH, wrong; the two versions of the code that its authors published among it. */
final class BrokenAsh {
  private static final List<String> VALUES =
      List.of("COMP-Ash-values", "COMP-Ash-special", "COMP-Ash-random", "COMP-Ash-decomposed");

  private BrokenAsh() {}

  /** Mean and standard deviation, or what is taken for them. */
  private record Statistics(Value mean, Value std) {}

  static List<BrokenBackend> all() {
    return List.of(
        new BrokenBackend(
            "ash-missing-factor-2",
            "Ash multiplies by alpha, not 2 alpha.",
            with("ASH-1"),
            Rewriting.several(
                Ash.class,
                (g, op, in) -> {
                  Value half = g.mul(in.get(1), g.like(in.get(0), 0.5));
                  return g.applyAll("ash", op, List.of(in.get(0), half, in.get(2)));
                })),
        new BrokenBackend(
            "ash-ignored-z",
            "Ash takes z for 0.",
            with("ASH-1"),
            Rewriting.several(
                Ash.class,
                (g, op, in) -> {
                  Value zero = g.like(in.get(0), 0);
                  return g.applyAll("ash", op, List.of(in.get(0), in.get(1), zero));
                })),
        new BrokenBackend(
            "ash-missing-epsilon",
            "Ash takes the root of the variance itself.",
            List.of("COMP-Ash-values", "COMP-Ash-special", "ASH-5"),
            Rewriting.several(Ash.class, (g, op, in) -> g.applyAll("ash", new Ash(0), in))),
        new BrokenBackend(
            "ash-n-1",
            "Ash divides by N - 1 for the variance.",
            with("ASH-1", "ASH-2"),
            Rewriting.several(
                Ash.class,
                (g, op, in) -> {
                  Value x = in.get(0);
                  Value centred = g.sub(x, g.reduceMean(x, axes(x, 1), true));
                  Value squares = g.mul(centred, centred);
                  Value variance = BrokenReductions.overOneLess(g, squares, axes(x, 1), true);
                  return gated(g, in, g.reduceMean(x, axes(x, 1), true), root(g, op, variance));
                })),
        new BrokenBackend(
            "ash-batch-statistics",
            "Ash takes mean and deviation of the whole batch.",
            with("ASH-1", "ASH-2", "ASH-4"),
            Rewriting.several(
                Ash.class,
                (g, op, in) -> {
                  Statistics batch = statistics(g, op.eps(), in.get(0), 0);
                  return gated(g, in, batch.mean(), batch.std());
                })),
        new BrokenBackend(
            "ash-channel-statistics",
            "Ash takes mean and deviation of each channel.",
            with("ASH-1", "ASH-2"),
            Rewriting.several(
                Ash.class,
                (g, op, in) -> {
                  Statistics own = statistics(g, op.eps(), in.get(0), 2);
                  return gated(g, in, own.mean(), own.std());
                })),
        new BrokenBackend(
            "ash-one-pass-variance",
            "Ash takes E[x^2] - E[x]^2 in FLOAT32 for the variance.",
            List.of("COMP-Ash-special", "ASH-2"),
            Rewriting.several(Ash.class, BrokenAsh::onePass)),
        new BrokenBackend(
            "authors-tf1",
            "The authors' code for TensorFlow 1 as printed: x / (1 + u), without exp and eps.",
            with("ASH-1", "ASH-7"),
            Rewriting.several(
                Ash.class,
                (g, op, in) -> {
                  Statistics sample = statistics(g, 0, in.get(0), 1);
                  Value u = negated(g, in, sample);
                  Value y = g.div(in.get(0), g.add(g.like(u, 1), u));
                  return List.of(y, sample.mean(), sample.std());
                })),
        new BrokenBackend(
            "authors-tf2",
            "The authors' code for TensorFlow 2: v S(v) by the statistics of the batch.",
            with("ASH-1", "ASH-2", "ASH-4", "ASH-7"),
            Rewriting.several(
                Ash.class,
                (g, op, in) -> {
                  Statistics batch = statistics(g, 0, in.get(0), 0);
                  Value v = negated(g, in, batch);
                  List<Value> gated = gated(g, in, batch.mean(), batch.std());
                  return List.of(g.mul(v, g.sigmoid(v)), gated.get(1), gated.get(2));
                })));
  }

  private static List<String> with(String... rules) {
    return Stream.concat(VALUES.stream(), Arrays.stream(rules)).toList();
  }

  /** The statistics over all axes from this one on. */
  private static Statistics statistics(GraphBuilder g, double eps, Value x, int from) {
    List<Integer> axes = axes(x, Math.min(from, x.type().rank() - 1));
    Value mean = g.reduceMean(x, axes, true);
    Value centred = g.sub(x, mean);
    Value variance = g.reduceMean(g.mul(centred, centred), axes, true);
    return new Statistics(mean, g.sqrt(g.add(variance, g.like(x, eps))));
  }

  private static Value root(GraphBuilder g, Ash op, Value variance) {
    return g.sqrt(g.add(variance, g.like(variance, op.eps())));
  }

  /** The three results by these statistics, given back with one number for each sample. */
  private static List<Value> gated(GraphBuilder g, List<Value> in, Value mean, Value std) {
    Value x = in.get(0);
    Value above = g.sub(g.sub(x, mean), g.mul(in.get(2), std));
    Value y = g.mul(x, g.sigmoid(g.mul(above, g.mul(in.get(1), g.like(x, 2)))));
    return List.of(y, perSample(g, x, mean), perSample(g, x, std));
  }

  private static Value perSample(GraphBuilder g, Value x, Value statistic) {
    SymbolicShape shape = g.reduceMean(x, axes(x, 1), true).type().shape();
    return g.expand(g.reduceMean(statistic, axes(x, 1), true), shape);
  }

  /** {@code -2 alpha (x - mean - z std)}. */
  private static Value negated(GraphBuilder g, List<Value> in, Statistics by) {
    Value x = in.get(0);
    Value above = g.sub(g.sub(x, by.mean()), g.mul(in.get(2), by.std()));
    return g.mul(g.mul(in.get(1), g.like(x, -2)), above);
  }

  private static List<Value> onePass(GraphBuilder g, Ash op, List<Value> in) {
    Value x = in.get(0);
    Value mean = single(g, g.reduceMean(x, axes(x, 1), true));
    Value meanSquare = single(g, g.reduceMean(single(g, g.mul(x, x)), axes(x, 1), true));
    Value difference = g.sub(meanSquare, single(g, g.mul(mean, mean)));
    return gated(g, in, mean, root(g, op, g.max(difference, g.like(x, 0))));
  }

  /**
   * Some 24 bits of the significand, as FLOAT32 has them: the backend below calculates in float64
   * whatever the type, and the difference to 2^29 x loses the others (Dekker, 1971).
   */
  private static Value single(GraphBuilder g, Value x) {
    Value large = g.mul(x, g.like(x, 1 << 29));
    return g.sub(large, g.sub(large, x));
  }

  private static List<Integer> axes(Value x, int from) {
    return IntStream.range(from, x.type().rank()).boxed().toList();
  }
}
