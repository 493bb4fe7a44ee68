package org.ash.train;

import java.util.List;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Indexing;
import org.ash.ir.LossComposite;
import org.ash.ir.Reduction;
import org.ash.ir.Value;
import org.ash.tensor.DType;

/**
 * Softmax cross-entropy of class indices, with label smoothing: the right class weighs {@code 1 -
 * smoothing + smoothing / C}, each other {@code smoothing / C} (Szegedy et al., CVPR 2016).
 *
 * @param classes C
 * @param smoothing in [0, 1)
 */
record CrossEntropy(int classes, double smoothing) {

  /** One for the label, zero for the others: {@code [N, C]}. */
  Value target(GraphBuilder g, Value labels, DType dtype) {
    return g.apply("labels", new Indexing.OneHot(classes, dtype), labels);
  }

  /** The mean over the batch of {@code logits [N, C]} against a target {@code [N, C]}; a scalar. */
  Value mean(GraphBuilder g, Value logits, Value sharp) {
    Value target = sharp;
    if (smoothing > 0) {
      target =
          g.add(g.mul(sharp, g.like(sharp, 1 - smoothing)), g.like(sharp, smoothing / classes));
    }
    Value losses =
        g.apply("cross_entropy", new LossComposite.SoftmaxCrossEntropy(), logits, target);
    return g.apply("loss", new Reduction.ReduceMean(List.of(0), false), losses);
  }

  /** How many of the batch have their largest logit at the label: a floating scalar. */
  static Value correct(GraphBuilder g, Value logits, Value labels) {
    Value guess = g.apply("guess", new Reduction.ArgMax(1, false), logits);
    DType dtype = logits.type().dtype();
    return g.reduceSum(g.cast(g.equal(guess, labels), dtype), List.of(0), false);
  }
}
