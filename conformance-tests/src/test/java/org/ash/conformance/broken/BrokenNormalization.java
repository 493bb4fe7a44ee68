package org.ash.conformance.broken;

import java.util.List;
import java.util.stream.IntStream;
import org.ash.ir.BatchNormalizationComposite.BatchNormalizationGradient;
import org.ash.ir.BatchNormalizationComposite.BatchNormalizationTraining;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Normalization;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;

/** Batch normalization and softmax, wrong. */
final class BrokenNormalization {
  private BrokenNormalization() {}

  static List<BrokenBackend> all() {
    return List.of(
        new BrokenBackend(
            "bn-missing-epsilon",
            "BatchNormalization divides by the root of the variance itself.",
            List.of("OP-BatchNormalization-values", "OP-BatchNormalization-special"),
            Rewriting.of(
                Normalization.BatchNormalization.class,
                (g, op, in) ->
                    g.apply(new Normalization.BatchNormalization(0), in.toArray(Value[]::new)))),
        new BrokenBackend(
            "bn-scale-for-bias",
            "BatchNormalization takes the bias for the scale and the other way round.",
            List.of(
                "OP-BatchNormalization-values",
                "OP-BatchNormalization-special",
                "OP-BatchNormalization-random"),
            Rewriting.of(
                Normalization.BatchNormalization.class,
                (g, op, in) -> g.apply(op, in.get(0), in.get(2), in.get(1), in.get(3), in.get(4)))),
        new BrokenBackend(
            "bn-training-missing-epsilon",
            "BatchNormalizationTraining divides by the root of the variance itself.",
            List.of(
                "COMP-BatchNormalizationTraining-values",
                "COMP-BatchNormalizationTraining-special"),
            Rewriting.several(
                BatchNormalizationTraining.class,
                (g, op, in) -> g.applyAll("bn", new BatchNormalizationTraining(0), in))),
        new BrokenBackend(
            "bn-training-n-1",
            "BatchNormalizationTraining divides by N - 1 for the variance.",
            List.of(
                "COMP-BatchNormalizationTraining-values",
                "COMP-BatchNormalizationTraining-special",
                "COMP-BatchNormalizationTraining-random"),
            Rewriting.several(BatchNormalizationTraining.class, BrokenNormalization::oneLess)),
        new BrokenBackend(
            "bn-gradient-without-statistics",
            "BatchNormalizationGradient takes mean and variance for constants.",
            List.of(
                "COMP-BatchNormalizationGradient-values",
                "COMP-BatchNormalizationGradient-special",
                "COMP-BatchNormalizationGradient-random",
                "TRAIN-relu-1"),
            Rewriting.several(
                BatchNormalizationGradient.class, BrokenNormalization::withoutStatistics)),
        new BrokenBackend(
            "unstable-softmax",
            "Softmax does not subtract the largest element.",
            List.of("OP-Softmax-special"),
            Rewriting.of(
                Normalization.Softmax.class,
                (g, op, in) -> {
                  Value e = g.exp(in.get(0));
                  return g.div(e, g.reduceSum(e, List.of(op.axis()), true));
                })),
        new BrokenBackend(
            "softmax-last-axis",
            "Softmax always runs along the last axis.",
            List.of("OP-Softmax-values", "OP-Softmax-random"),
            Rewriting.of(Normalization.Softmax.class, (g, op, in) -> g.softmax(in.get(0), -1))),
        new BrokenBackend(
            "log-of-softmax",
            "LogSoftmax is the logarithm of what softmax has made 0.",
            List.of("OP-LogSoftmax-special"),
            Rewriting.of(
                Normalization.LogSoftmax.class,
                (g, op, in) -> g.log(g.softmax(in.get(0), op.axis())))));
  }

  private static List<Value> oneLess(
      GraphBuilder g, BatchNormalizationTraining op, List<Value> in) {
    Value x = in.get(0);
    int rank = x.type().rank();
    List<Integer> axes = batchAxes(rank);
    Value mean = g.reduceMean(x, axes, true);
    Value centred = g.sub(x, mean);
    Value variance = BrokenReductions.overOneLess(g, g.mul(centred, centred), axes, true);
    Value std = g.sqrt(g.add(variance, g.like(x, op.eps())));
    Value scaled = g.mul(g.div(centred, std), g.perChannel(in.get(1), rank));
    SymbolicShape channels = in.get(1).type().shape();
    return List.of(
        g.add(scaled, g.perChannel(in.get(2), rank)),
        g.reshape(mean, channels),
        g.reshape(variance, channels));
  }

  private static List<Value> withoutStatistics(
      GraphBuilder g, BatchNormalizationGradient op, List<Value> in) {
    List<Value> right = g.applyAll("right", op, in);
    Value dy = in.get(0);
    int rank = dy.type().rank();
    Value variance = g.perChannel(in.get(4), rank);
    Value std = g.sqrt(g.add(variance, g.like(dy, op.eps())));
    Value dx = g.div(g.mul(dy, g.perChannel(in.get(2), rank)), std);
    return List.of(dx, right.get(1), right.get(2));
  }

  private static List<Integer> batchAxes(int rank) {
    return IntStream.range(0, rank).filter(axis -> axis != 1).boxed().toList();
  }
}
