package org.ash.host;

import java.util.Arrays;

/** ASH and its gradient as the formulas say, in double: what the fast loops are judged by. */
final class PlainAsh {

  private PlainAsh() {}

  static double logistic(double u) {
    return 1 / (1 + Math.exp(-u));
  }

  static double mean(double[] x) {
    return Arrays.stream(x).sum() / x.length;
  }

  static double deviation(double[] x, double eps) {
    double mean = mean(x);
    return Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / x.length + eps);
  }

  /** y of one sample. */
  static double[] forward(double[] x, double alpha, double z, double eps) {
    double m = mean(x);
    double s = deviation(x, eps);
    return Arrays.stream(x).map(v -> v * logistic(2 * alpha * (v - m - z * s))).toArray();
  }

  /** sum of g y over one sample: a scalar whose derivatives are the gradients. */
  static double loss(double[] g, double[] x, double alpha, double z, double eps) {
    double[] y = forward(x, alpha, z, eps);
    double loss = 0;
    for (int i = 0; i < y.length; i++) {
      loss += g[i] * y[i];
    }
    return loss;
  }

  /** ASH-6 for one sample: dx, then dalpha and dz as the last two elements. */
  static double[] gradient(double[] g, double[] x, double alpha, double z, double eps) {
    int length = x.length;
    double m = mean(x);
    double s = deviation(x, eps);
    double[] result = new double[length + 2];
    double slopes = 0;
    for (int i = 0; i < length; i++) {
      double gate = logistic(2 * alpha * (x[i] - m - z * s));
      double h = g[i] * x[i] * gate * (1 - gate);
      result[i] = g[i] * gate + 2 * alpha * h;
      slopes += h;
      result[length] += 2 * h * (x[i] - m - z * s);
    }
    for (int i = 0; i < length; i++) {
      result[i] -= 2 * alpha * slopes / length * (1 + z * (x[i] - m) / s);
    }
    result[length + 1] = -2 * alpha * s * slopes;
    return result;
  }
}
