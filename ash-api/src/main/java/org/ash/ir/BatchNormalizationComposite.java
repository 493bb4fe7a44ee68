package org.ash.ir;

import java.util.List;
import java.util.stream.IntStream;

/** Batch normalization with the statistics of the batch, and its gradient. */
public sealed interface BatchNormalizationComposite extends CompositeOp {

  /** Added to the variance under the root. */
  double eps();

  /**
   * {@code y = (x - mean) / sqrt(variance + eps) * scale + bias} with mean and population variance
   * over all axes but 1. Inputs {@code x [N, C, ...]}, {@code scale, bias [C]}; outputs {@code y}
   * as x, {@code mean, variance [C]}. ONNX BatchNormalization-15 in training mode but for the
   * running statistics, which the training graph assigns itself.
   */
  record BatchNormalizationTraining(double eps) implements BatchNormalizationComposite {
    @Override
    public List<String> outputNames() {
      return List.of("y", "mean", "variance");
    }

    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(3).expectFloating();
      Normalization.expectChannels(in, 1, 3);
      return List.of(in.type(0), in.type(1), in.type(1));
    }

    @Override
    public List<Value> decompose(GraphBuilder g, List<Value> inputs) {
      Value x = inputs.get(0);
      int rank = x.type().rank();
      List<Integer> axes = batchAxes(rank);
      Value mean = g.reduceMean(x, axes, true);
      Value centred = g.sub(x, mean);
      Value variance = g.reduceMean(g.mul(centred, centred), axes, true);
      Value std = g.sqrt(g.add(variance, g.like(x, eps)));
      Value scaled = g.mul(g.div(centred, std), g.perChannel(inputs.get(1), rank));
      Value y = g.add(scaled, g.perChannel(inputs.get(2), rank));
      SymbolicShape channels = inputs.get(1).type().shape();
      return List.of(y, g.reshape(mean, channels), g.reshape(variance, channels));
    }
  }

  /**
   * Gradient of {@link BatchNormalizationTraining}. Inputs {@code dy, x [N, C, ...]}, {@code scale
   * [C]}, {@code mean, variance [C]} of the batch; outputs {@code dx} as x, {@code dscale, dbias
   * [C]}.
   *
   * <p>With {@code xhat = (x - mean) / sqrt(variance + eps)} and means over all axes but 1: {@code
   * dx = scale / sqrt(variance + eps) * (dy - mean(dy) - xhat mean(dy xhat))} (Ioffe and Szegedy,
   * 2015).
   */
  record BatchNormalizationGradient(double eps) implements BatchNormalizationComposite {
    @Override
    public List<String> outputNames() {
      return List.of("dx", "dscale", "dbias");
    }

    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(5).expectFloating().expectShape(1, in.shape(0));
      Normalization.expectChannels(in, 2, 5);
      return List.of(in.type(0), in.type(2), in.type(2));
    }

    @Override
    public List<Value> decompose(GraphBuilder g, List<Value> inputs) {
      Value dy = inputs.get(0);
      Value x = inputs.get(1);
      Value scale = inputs.get(2);
      int rank = x.type().rank();
      List<Integer> axes = batchAxes(rank);
      Value std = g.sqrt(g.add(g.perChannel(inputs.get(4), rank), g.like(x, eps)));
      Value normalized = g.div(g.sub(x, g.perChannel(inputs.get(3), rank)), std);
      Value product = g.mul(dy, normalized);
      Value centred =
          g.sub(
              g.sub(dy, g.reduceMean(dy, axes, true)),
              g.mul(normalized, g.reduceMean(product, axes, true)));
      Value dx = g.mul(centred, g.div(g.perChannel(scale, rank), std));
      return List.of(dx, g.reduceSum(product, axes, false), g.reduceSum(dy, axes, false));
    }
  }

  private static List<Integer> batchAxes(int rank) {
    return IntStream.range(0, rank).filter(axis -> axis != 1).boxed().toList();
  }
}
