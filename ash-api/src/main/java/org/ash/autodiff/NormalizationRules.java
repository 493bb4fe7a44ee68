package org.ash.autodiff;

import java.util.List;
import java.util.stream.IntStream;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Normalization;
import org.ash.ir.Normalization.BatchNormalization;
import org.ash.ir.Normalization.LogSoftmax;
import org.ash.ir.Normalization.Softmax;
import org.ash.ir.Value;

/** Gradient rules of {@link Normalization}. */
final class NormalizationRules {
  private NormalizationRules() {}

  static void register(GradientRules rules) {
    rules
        .on(BatchNormalization.class, NormalizationRules::batchNormalization)
        .on(Softmax.class, NormalizationRules::softmax)
        .on(LogSoftmax.class, NormalizationRules::logSoftmax);
  }

  /**
   * With {@code std = sqrt(variance + eps)}, sums over all axes but 1: {@code dx = dy scale / std},
   * {@code dscale = sum(dy (x - mean)) / std}, {@code dbias = sum(dy)}, {@code dmean = -dbias scale
   * / std}, {@code dvariance = -dscale scale / (2 (variance + eps))}.
   */
  private static void batchNormalization(BatchNormalization op, Backward at) {
    GraphBuilder g = at.graph();
    Value scale = at.x(1);
    int rank = at.shape(0).rank();
    Value shifted = at.write(() -> g.add(at.x(4), g.like(scale, op.eps())));
    Value std = at.write(() -> g.sqrt(shifted));
    at.give(0, () -> g.mul(at.dy(), g.perChannel(g.div(scale, std), rank)));
    at.give(1, () -> scaleGradient(at, std));
    at.give(2, () -> channelSum(g, at.dy()));
    at.give(3, () -> g.neg(g.mul(channelSum(g, at.dy()), g.div(scale, std))));
    at.give(
        4, () -> g.div(g.mul(scaleGradient(at, std), scale), g.mul(shifted, g.like(scale, -2))));
  }

  private static Value scaleGradient(Backward at, Value std) {
    GraphBuilder g = at.graph();
    Value centred = g.sub(at.x(0), g.perChannel(at.x(3), at.shape(0).rank()));
    return g.div(channelSum(g, g.mul(at.dy(), centred)), std);
  }

  private static Value channelSum(GraphBuilder g, Value image) {
    List<Integer> axes =
        IntStream.range(0, image.type().rank()).filter(axis -> axis != 1).boxed().toList();
    return g.reduceSum(image, axes, false);
  }

  /** {@code dx = dy y - y sum(dy y)} along the axis. */
  private static void softmax(Softmax op, Backward at) {
    GraphBuilder g = at.graph();
    at.give(
        0,
        () -> {
          Value product = g.mul(at.dy(), at.y(0));
          Value sum = g.reduceSum(product, List.of(op.axis()), true);
          return g.sub(product, g.mul(at.y(0), sum));
        });
  }

  /** {@code dx = dy - exp(y) sum(dy)} along the axis. */
  private static void logSoftmax(LogSoftmax op, Backward at) {
    GraphBuilder g = at.graph();
    at.give(
        0,
        () -> {
          Value sum = g.reduceSum(at.dy(), List.of(op.axis()), true);
          return g.sub(at.dy(), g.mul(g.exp(at.y(0)), sum));
        });
  }
}
