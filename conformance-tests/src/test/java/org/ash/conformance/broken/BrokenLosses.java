package org.ash.conformance.broken;

import java.util.List;
import org.ash.ir.Dimension;
import org.ash.ir.GraphBuilder;
import org.ash.ir.LossComposite;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;

/** Softmax cross-entropy and its gradient, wrong. */
final class BrokenLosses {
  private BrokenLosses() {}

  static List<BrokenBackend> all() {
    return List.of(
        new BrokenBackend(
            "cross-entropy-unstable",
            "SoftmaxCrossEntropy takes exponentials of the logits themselves.",
            List.of("COMP-SoftmaxCrossEntropy-special"),
            Rewriting.of(LossComposite.SoftmaxCrossEntropy.class, BrokenLosses::unstable)),
        new BrokenBackend(
            "cross-entropy-labels-sum-to-1",
            "SoftmaxCrossEntropyGradient takes the labels of a row for adding up to 1.",
            List.of(
                "COMP-SoftmaxCrossEntropyGradient-values",
                "COMP-SoftmaxCrossEntropyGradient-special",
                "COMP-SoftmaxCrossEntropyGradient-random"),
            Rewriting.of(
                LossComposite.SoftmaxCrossEntropyGradient.class,
                (g, op, in) -> {
                  Value difference = g.sub(g.softmax(in.get(1), 1), in.get(2));
                  return g.mul(difference, column(g, in.get(0)));
                })),
        new BrokenBackend(
            "cross-entropy-dropped-upstream",
            "SoftmaxCrossEntropyGradient takes the upstream gradient for 1.",
            List.of(
                "COMP-SoftmaxCrossEntropyGradient-values",
                "COMP-SoftmaxCrossEntropyGradient-special",
                "COMP-SoftmaxCrossEntropyGradient-random"),
            Rewriting.of(
                LossComposite.SoftmaxCrossEntropyGradient.class,
                (g, op, in) -> {
                  Value ones = g.expand(g.like(in.get(0), 1), in.get(0).type().shape());
                  return g.apply(op, ones, in.get(1), in.get(2));
                })));
  }

  private static Value unstable(
      GraphBuilder g, LossComposite.SoftmaxCrossEntropy op, List<Value> in) {
    Value logits = in.get(0);
    Value sum = g.log(g.reduceSum(g.exp(logits), List.of(1), true));
    return g.neg(g.reduceSum(g.mul(in.get(1), g.sub(logits, sum)), List.of(1), false));
  }

  private static Value column(GraphBuilder g, Value vector) {
    return g.reshape(vector, SymbolicShape.of(vector.type().dim(0), Dimension.of(1)));
  }
}
