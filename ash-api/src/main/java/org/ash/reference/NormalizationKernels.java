package org.ash.reference;

import java.util.List;
import org.ash.ir.Normalization;

/** Kernels of {@link Normalization}. */
final class NormalizationKernels {
  private NormalizationKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(Normalization.BatchNormalization.class, NormalizationKernels::batchNormalization)
        .on(Normalization.Softmax.class, NormalizationKernels::softmax)
        .on(Normalization.LogSoftmax.class, NormalizationKernels::logSoftmax);
  }

  private static void batchNormalization(
      Normalization.BatchNormalization op, List<NdArray> in, List<NdArray> out) {
    double[] x = in.get(0).reals();
    double[] scale = in.get(1).reals();
    double[] bias = in.get(2).reals();
    double[] mean = in.get(3).reals();
    double[] variance = in.get(4).reals();
    Lines channels = Lines.along(in.get(0).shape(), 1);
    for (int n = 0; n < channels.outer(); n++) {
      for (int c = 0; c < channels.extent(); c++) {
        double std = StrictMath.sqrt(variance[c] + op.eps());
        for (int pixel = 0; pixel < channels.inner(); pixel++) {
          int at = channels.at(n, c, pixel);
          out.get(0).reals()[at] = (x[at] - mean[c]) / std * scale[c] + bias[c];
        }
      }
    }
  }

  private static void softmax(Normalization.Softmax op, List<NdArray> in, List<NdArray> out) {
    logSoftmax(Lines.along(in.get(0).shape(), op.axis()), in.get(0), out.get(0));
    double[] y = out.get(0).reals();
    for (int i = 0; i < y.length; i++) {
      y[i] = StrictMath.exp(y[i]);
    }
  }

  private static void logSoftmax(Normalization.LogSoftmax op, List<NdArray> in, List<NdArray> out) {
    logSoftmax(Lines.along(in.get(0).shape(), op.axis()), in.get(0), out.get(0));
  }

  /** {@code y = x - max - ln sum exp(x - max)} along each line. */
  static void logSoftmax(Lines lines, NdArray x, NdArray y) {
    for (int o = 0; o < lines.outer(); o++) {
      for (int i = 0; i < lines.inner(); i++) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < lines.extent(); k++) {
          max = Math.max(max, x.reals()[lines.at(o, k, i)]);
        }
        double sum = 0;
        for (int k = 0; k < lines.extent(); k++) {
          sum += StrictMath.exp(x.reals()[lines.at(o, k, i)] - max);
        }
        double logarithm = StrictMath.log(sum);
        for (int k = 0; k < lines.extent(); k++) {
          int at = lines.at(o, k, i);
          y.reals()[at] = x.reals()[at] - max - logarithm;
        }
      }
    }
  }
}
