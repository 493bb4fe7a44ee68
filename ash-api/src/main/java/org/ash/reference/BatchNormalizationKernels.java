package org.ash.reference;

import java.util.List;
import org.ash.ir.BatchNormalizationComposite;

/** Kernels of {@link BatchNormalizationComposite}, channel by channel. */
final class BatchNormalizationKernels {
  private BatchNormalizationKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(
            BatchNormalizationComposite.BatchNormalizationTraining.class,
            BatchNormalizationKernels::training)
        .on(
            BatchNormalizationComposite.BatchNormalizationGradient.class,
            BatchNormalizationKernels::gradient);
  }

  private static void training(
      BatchNormalizationComposite.BatchNormalizationTraining op,
      List<NdArray> in,
      List<NdArray> out) {
    double[] x = in.get(0).reals();
    double[] scale = in.get(1).reals();
    double[] bias = in.get(2).reals();
    Lines channels = Lines.along(in.get(0).shape(), 1);
    int count = channels.outer() * channels.inner();
    for (int c = 0; c < channels.extent(); c++) {
      // Relative to the first element, so that the mean of equal numbers is that number.
      double first = count == 0 ? 0 : x[channels.at(0, c, 0)];
      double above = 0;
      for (int n = 0; n < channels.outer(); n++) {
        for (int pixel = 0; pixel < channels.inner(); pixel++) {
          above += x[channels.at(n, c, pixel)] - first;
        }
      }
      double mean = first + above / count;
      double squares = 0;
      for (int n = 0; n < channels.outer(); n++) {
        for (int pixel = 0; pixel < channels.inner(); pixel++) {
          double centred = x[channels.at(n, c, pixel)] - mean;
          squares += centred * centred;
        }
      }
      double variance = squares / count;
      double std = StrictMath.sqrt(variance + op.eps());
      for (int n = 0; n < channels.outer(); n++) {
        for (int pixel = 0; pixel < channels.inner(); pixel++) {
          int at = channels.at(n, c, pixel);
          out.get(0).reals()[at] = (x[at] - mean) / std * scale[c] + bias[c];
        }
      }
      out.get(1).reals()[c] = mean;
      out.get(2).reals()[c] = variance;
    }
  }

  /**
   * {@code dx = scale / std * (dy - mean(dy) - xhat mean(dy xhat))}, {@code dscale = sum dy xhat},
   * {@code dbias = sum dy}.
   */
  private static void gradient(
      BatchNormalizationComposite.BatchNormalizationGradient op,
      List<NdArray> in,
      List<NdArray> out) {
    double[] dy = in.get(0).reals();
    double[] x = in.get(1).reals();
    double[] scale = in.get(2).reals();
    Lines channels = Lines.along(in.get(1).shape(), 1);
    int count = channels.outer() * channels.inner();
    for (int c = 0; c < channels.extent(); c++) {
      double mean = in.get(3).reals()[c];
      double std = StrictMath.sqrt(in.get(4).reals()[c] + op.eps());
      double dscale = 0;
      double dbias = 0;
      for (int n = 0; n < channels.outer(); n++) {
        for (int pixel = 0; pixel < channels.inner(); pixel++) {
          int at = channels.at(n, c, pixel);
          dscale += dy[at] * (x[at] - mean) / std;
          dbias += dy[at];
        }
      }
      for (int n = 0; n < channels.outer(); n++) {
        for (int pixel = 0; pixel < channels.inner(); pixel++) {
          int at = channels.at(n, c, pixel);
          double normalized = (x[at] - mean) / std;
          out.get(0).reals()[at] =
              scale[c] / std * (dy[at] - dbias / count - normalized * dscale / count);
        }
      }
      out.get(1).reals()[c] = dscale;
      out.get(2).reals()[c] = dbias;
    }
  }
}
