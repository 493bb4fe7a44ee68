package org.ash.reference;

import java.util.List;
import org.ash.ir.AshComposite;

/** Kernels of {@link AshComposite}, straight from the rules ASH-1, ASH-2 and ASH-6. */
final class AshKernels {
  private AshKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(AshComposite.Ash.class, AshKernels::ash)
        .on(AshComposite.AshGradient.class, AshKernels::ashGradient);
  }

  /** {@code y = x S(u)}, {@code u = 2 alpha (x - mean - z std)}, sample by sample. */
  private static void ash(AshComposite.Ash op, List<NdArray> in, List<NdArray> out) {
    double[] x = in.get(0).reals();
    double alpha = in.get(1).reals()[0];
    double z = in.get(2).reals()[0];
    double[] y = out.get(0).reals();
    int samples = in.get(0).dim(0);
    int elements = samples == 0 ? 0 : x.length / samples;
    for (int n = 0; n < samples; n++) {
      int begin = n * elements;
      int end = begin + elements;
      double mean = mean(x, begin, end);
      double std = StrictMath.sqrt(variance(x, begin, end, mean) + op.eps());
      for (int i = begin; i < end; i++) {
        y[i] = x[i] * SpecialFunctions.sigmoid(2 * alpha * (x[i] - mean - z * std));
      }
      out.get(1).reals()[n] = mean;
      out.get(2).reals()[n] = std;
    }
  }

  /** Relative to the first element, so that the mean of equal numbers is that number (ASH-5). */
  private static double mean(double[] x, int begin, int end) {
    double sum = 0;
    for (int i = begin; i < end; i++) {
      sum += x[i] - x[begin];
    }
    return begin == end ? Double.NaN : x[begin] + sum / (end - begin);
  }

  private static double variance(double[] x, int begin, int end, double mean) {
    double sum = 0;
    for (int i = begin; i < end; i++) {
      sum += (x[i] - mean) * (x[i] - mean);
    }
    return sum / (end - begin);
  }

  /**
   * With {@code h = dy x S(u) (1 - S(u))} and H its sum over a sample of M elements: {@code dx = dy
   * S(u) + 2 alpha h - (2 alpha H / M) (1 + z (x - mean) / std)}, {@code dz = -2 alpha sum std H},
   * {@code dalpha = 2 sum h (x - mean - z std)}.
   */
  private static void ashGradient(
      AshComposite.AshGradient op, List<NdArray> in, List<NdArray> out) {
    double[] dy = in.get(0).reals();
    double[] x = in.get(1).reals();
    double alpha = in.get(2).reals()[0];
    double z = in.get(3).reals()[0];
    double[] dx = out.get(0).reals();
    int samples = in.get(1).dim(0);
    int elements = samples == 0 ? 0 : x.length / samples;
    double dalpha = 0;
    double dz = 0;
    for (int n = 0; n < samples; n++) {
      double mean = in.get(4).reals()[n];
      double std = in.get(5).reals()[n];
      double sumH = 0;
      for (int i = n * elements; i < (n + 1) * elements; i++) {
        double above = x[i] - mean - z * std;
        double gate = SpecialFunctions.sigmoid(2 * alpha * above);
        double h = dy[i] * x[i] * gate * SpecialFunctions.sigmoid(-2 * alpha * above);
        dx[i] = dy[i] * gate + 2 * alpha * h;
        sumH += h;
        dalpha += 2 * h * above;
      }
      for (int i = n * elements; i < (n + 1) * elements; i++) {
        dx[i] -= 2 * alpha * sumH / elements * (1 + z * (x[i] - mean) / std);
      }
      dz -= 2 * alpha * std * sumH;
    }
    out.get(1).reals()[0] = dalpha;
    out.get(2).reals()[0] = dz;
  }
}
