package org.ash.ir;

import java.util.List;

/** Losses whose fused form is more accurate or faster than the sum of their parts. */
public sealed interface LossComposite extends CompositeOp {

  /**
   * {@code loss[n] = -sum_c labels[n, c] * logSoftmax(logits)[n, c]}. Inputs {@code logits, labels
   * [N, C]}, the labels being weights of the classes (a one-hot row, smoothed or mixed); output
   * {@code [N]}.
   */
  record SoftmaxCrossEntropy() implements LossComposite {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(2).expectFloating().expectRank(0, 2).expectShape(1, in.shape(0));
      return List.of(in.type(0).withShape(SymbolicShape.of(in.shape(0).dim(0))));
    }

    @Override
    public List<Value> decompose(GraphBuilder g, List<Value> inputs) {
      Value product = g.mul(inputs.get(1), g.logSoftmax(inputs.get(0), 1));
      return List.of(g.neg(g.reduceSum(product, List.of(1), false)));
    }
  }

  /**
   * Gradient of {@link SoftmaxCrossEntropy} with respect to the logits. Inputs {@code dloss [N]},
   * {@code logits, labels [N, C]}; output {@code dloss * (softmax(logits) * sum_c labels -
   * labels)}.
   */
  record SoftmaxCrossEntropyGradient() implements LossComposite {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(3).expectFloating().expectRank(1, 2).expectShape(2, in.shape(1));
      in.expectShape(0, SymbolicShape.of(in.shape(1).dim(0)));
      return List.of(in.type(1));
    }

    @Override
    public List<Value> decompose(GraphBuilder g, List<Value> inputs) {
      Value labels = inputs.get(2);
      Value total = g.reduceSum(labels, List.of(1), true);
      Value difference = g.sub(g.mul(g.softmax(inputs.get(1), 1), total), labels);
      Dimension samples = inputs.get(0).type().dim(0);
      Value dloss = g.reshape(inputs.get(0), SymbolicShape.of(samples, Dimension.of(1)));
      return List.of(g.mul(difference, dloss));
    }
  }
}
