package org.ash.reference;

/** Functions of one real number to full float64 accuracy, without overflow. */
final class SpecialFunctions {
  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

  /** Below, the series of erf is short; above, the continued fraction of erfc is. */
  private static final double SERIES_LIMIT = 1;

  private SpecialFunctions() {}

  /** {@code 1 / (1 + exp(-x))}. */
  static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + StrictMath.exp(-x));
    }
    // The exponential of a number below 0 cannot overflow and keeps the tail.
    double e = StrictMath.exp(x);
    return e / (1 + e);
  }

  /** {@code ln(1 + exp(x))}. */
  static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /** The error function {@code 2 / sqrt(pi) * integral of exp(-t^2) from 0 to x}. */
  static double erf(double x) {
    double size = Math.abs(x);
    return size < SERIES_LIMIT ? series(x) : Math.signum(x) * (1 - fraction(size));
  }

  /** The complement {@code 1 - erf(x)}, accurate in its tail. */
  static double erfc(double x) {
    return x < SERIES_LIMIT ? 1 - erf(x) : fraction(x);
  }

  /**
   * {@code erf(x) = 2 / sqrt(pi) exp(-x^2) sum over n of 2^n x^(2n+1) / (1 * 3 * ... * (2n+1))},
   * DLMF 7.6.2: all terms have one sign, nothing cancels.
   */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > Math.ulp(sum) / 4; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return TWO_OVER_SQRT_PI * gauss(x) * sum;
  }

  /**
   * {@code erfc(x) = exp(-x^2) / sqrt(pi) / (x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...))))} for x
   * above 0, DLMF 7.9.2, evaluated from the inside.
   */
  private static double fraction(double x) {
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      return Double.isNaN(x) ? x : 0;
    }
    // Convergence is as exp(-c x sqrt(steps)); this many are enough from SERIES_LIMIT on.
    int steps = 30 + (int) (320 / (x * x));
    double tail = x;
    for (int k = steps; k >= 1; k--) {
      tail = x + k / 2.0 / tail;
    }
    return TWO_OVER_SQRT_PI / 2 * gauss(x) / tail;
  }

  /** {@code exp(-x^2)}; the rounding error of the square, which exp would magnify, is made good. */
  private static double gauss(double x) {
    double square = x * x;
    double rest = Math.fma(x, x, -square);
    return StrictMath.exp(-square) * (1 - rest);
  }
}
