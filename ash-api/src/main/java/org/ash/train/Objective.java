package org.ash.train;

import org.ash.ir.GraphBuilder;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.nn.Network;
import org.ash.tensor.DType;

/**
 * What a training graph makes of logits: the loss that is minimized and how many were right.
 * Declares the graph's inputs for that.
 */
final class Objective {
  private final Value loss;
  private final Value correct;

  /** Writes it. */
  Objective(GraphBuilder g, Network network, TrainingConfig config, Value logits) {
    Value labels = TrainingModule.labels(g, network);
    CrossEntropy crossEntropy = new CrossEntropy(network.classes(), config.labelSmoothing());
    DType dtype = logits.type().dtype();
    Value target = crossEntropy.target(g, labels, dtype);
    if (config.mixup() > 0) {
      Value partners = g.input(Mixup.PARTNERS, labels.type());
      Value share = g.input(Mixup.SHARE, TensorType.of(dtype));
      Value rest = g.sub(g.like(share, 1), share);
      Value others = crossEntropy.target(g, partners, dtype);
      target = g.add(g.mul(target, share), g.mul(others, rest));
    }
    loss = crossEntropy.mean(g, logits, target);
    correct = CrossEntropy.correct(g, logits, labels);
  }

  /** Mean over the batch, a scalar. */
  Value loss() {
    return loss;
  }

  /** How many have their largest logit at the label; with mixup at that of the larger share. */
  Value correct() {
    return correct;
  }
}
