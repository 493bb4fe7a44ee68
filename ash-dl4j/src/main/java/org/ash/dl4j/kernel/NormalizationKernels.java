package org.ash.dl4j.kernel;

import java.util.List;
import org.ash.dl4j.memory.NativeArray;
import org.ash.host.SampleTeam;
import org.ash.ir.Normalization;
import org.ash.ir.Op;
import org.ash.tensor.DType;

/**
 * Kernels of {@link Normalization}. ND4J's own softmax is wrong along axis 1 of an array of rank 4
 * (its helper of oneDNN), so lines are normalized here, in double.
 */
final class NormalizationKernels {
  private NormalizationKernels() {}

  static void register(Kernels kernels) {
    Kernel<Normalization.BatchNormalization> batchNormalization =
        NormalizationKernels::batchNormalization;
    kernels
        .on(Normalization.BatchNormalization.class, batchNormalization.overwriting(0))
        .on(
            Normalization.Softmax.class,
            (op, in, out, scope) -> lines(op.axis(), false, in, out, scope))
        .on(
            Normalization.LogSoftmax.class,
            (op, in, out, scope) -> lines(op.axis(), true, in, out, scope));
  }

  /** {@code y = (x - mean) * scale / sqrt(variance + eps) + bias}, plane by plane. */
  private static Step batchNormalization(
      Normalization.BatchNormalization op,
      List<NativeArray> in,
      List<NativeArray> out,
      KernelScope scope) {
    NativeArray x = in.get(0);
    NativeArray y = out.get(0);
    if (x.dtype() == DType.FLOAT32) {
      ChannelGroups groups = ChannelGroups.of(x.shape());
      return () ->
          groups.forEach(
              scope.threads(),
              (lanes, group) -> {
                for (int c = 0; c < group.channels(); c++) {
                  int channel = group.first() + c;
                  double factor =
                      in.get(1).real(channel) / Math.sqrt(in.get(4).real(channel) + op.eps());
                  lanes.normalize(
                      group, c, in.get(3).real(channel), factor, in.get(2).real(channel));
                }
                lanes.affine(group, x, y);
              });
    }
    Lines channels = Lines.along(x.shape(), 1);
    return () ->
        SampleTeam.forEach(
            channels.extent(),
            channels.outer() * channels.inner(),
            scope.threads(),
            c -> {
              double std = Math.sqrt(in.get(4).real(c) + op.eps());
              for (int n = 0; n < channels.outer(); n++) {
                for (int pixel = 0; pixel < channels.inner(); pixel++) {
                  int at = channels.at(n, c, pixel);
                  double normalized = (x.real(at) - in.get(3).real(c)) / std;
                  y.setReal(at, normalized * in.get(1).real(c) + in.get(2).real(c));
                }
              }
            });
  }

  private static Step lines(
      int axis, boolean logarithm, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    Lines lines = Lines.along(in.get(0).shape(), axis);
    return () ->
        SampleTeam.forEach(
            lines.outer(),
            lines.extent() * lines.inner(),
            scope.threads(),
            o -> {
              double[] values = new double[lines.extent()];
              for (int i = 0; i < lines.inner(); i++) {
                for (int k = 0; k < values.length; k++) {
                  values[k] = in.get(0).real(lines.at(o, k, i));
                }
                logSoftmax(values, values.length);
                for (int k = 0; k < values.length; k++) {
                  double y = logarithm ? values[k] : Math.exp(values[k]);
                  out.get(0).setReal(lines.at(o, k, i), y);
                }
              }
            });
  }

  /** {@code y = x - max - ln sum exp(x - max)} in place. */
  static void logSoftmax(double[] values, int count) {
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      max = Math.max(max, values[k]);
    }
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += Math.exp(values[k] - max);
    }
    double logarithm = Math.log(sum);
    for (int k = 0; k < count; k++) {
      values[k] = values[k] - max - logarithm;
    }
  }

  /** Which operand types the fused kernels of images take. */
  static boolean isFloat32(Op op, List<org.ash.ir.TensorType> inputs) {
    return inputs.stream().allMatch(type -> type.dtype() == DType.FLOAT32);
  }
}
