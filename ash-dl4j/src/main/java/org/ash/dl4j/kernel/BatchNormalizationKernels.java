package org.ash.dl4j.kernel;

import java.util.List;
import org.ash.dl4j.memory.NativeArray;
import org.ash.ir.BatchNormalizationComposite;
import org.ash.ir.TensorType;
import org.ash.tensor.DType;

/**
 * Kernels of {@link BatchNormalizationComposite} for FLOAT32, in two passes over a group of
 * channels. ND4J's own take several times as long and report no population variance.
 */
final class BatchNormalizationKernels {
  private BatchNormalizationKernels() {}

  static void register(Kernels kernels) {
    Kernel<BatchNormalizationComposite.BatchNormalizationTraining> training =
        (op, in, out, scope) -> training(op.eps(), in, out, scope, false);
    Kernel<BatchNormalizationComposite.BatchNormalizationGradient> gradient =
        (op, in, out, scope) -> gradient(op.eps(), in, out, scope);
    kernels
        .on(
            BatchNormalizationComposite.BatchNormalizationTraining.class,
            training.when(BatchNormalizationKernels::isFloat32))
        .on(
            BatchNormalizationComposite.BatchNormalizationGradient.class,
            gradient.overwriting(0).when(BatchNormalizationKernels::isFloat32));
  }

  private static boolean isFloat32(TensorType type) {
    return type.dtype() == DType.FLOAT32;
  }

  /** Fills y, mean and variance; with {@code relu}, y is the larger of itself and 0. */
  static Step training(
      double eps, List<NativeArray> in, List<NativeArray> out, KernelScope scope, boolean relu) {
    NativeArray x = in.get(0);
    ChannelGroups groups = ChannelGroups.of(x.shape());
    return () ->
        groups.forEach(
            scope.threads(),
            (lanes, group) -> {
              lanes.moments(group, x);
              for (int c = 0; c < group.channels(); c++) {
                int channel = group.first() + c;
                double mean = lanes.first(c);
                double variance = lanes.second(c);
                out.get(1).setReal(channel, mean);
                out.get(2).setReal(channel, variance);
                double slope = in.get(1).real(channel) / Math.sqrt(variance + eps);
                lanes.normalize(group, c, mean, slope, in.get(2).real(channel));
              }
              if (relu) {
                lanes.affineRelu(group, x, out.get(0));
              } else {
                lanes.affine(group, x, out.get(0));
              }
            });
  }

  /**
   * {@code dx = scale / std * (dy - mean(dy) - xhat mean(dy xhat))}, {@code dscale = sum dy xhat},
   * {@code dbias = sum dy}.
   */
  private static Step gradient(
      double eps, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    NativeArray dy = in.get(0);
    NativeArray x = in.get(1);
    ChannelGroups groups = ChannelGroups.of(x.shape());
    double count = groups.count();
    return () ->
        groups.forEach(
            scope.threads(),
            (lanes, group) -> {
              for (int c = 0; c < group.channels(); c++) {
                lanes.centre(group, c, in.get(3).real(group.first() + c));
              }
              lanes.products(group, dy, x);
              for (int c = 0; c < group.channels(); c++) {
                int channel = group.first() + c;
                double variance = in.get(4).real(channel) + eps;
                double std = Math.sqrt(variance);
                double dbias = lanes.first(c);
                double dscale = lanes.second(c) / std;
                double slope = in.get(2).real(channel) / std;
                out.get(1).setReal(channel, dscale);
                out.get(2).setReal(channel, dbias);
                lanes.differentiate(
                    group, c, slope, slope * dbias / count, slope * dscale / std / count);
              }
              lanes.gradient(group, dy, x, out.get(0));
            });
  }
}
