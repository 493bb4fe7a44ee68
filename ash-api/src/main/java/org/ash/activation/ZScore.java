package org.ash.activation;

/** Quantiles of the standard normal distribution, by which ASH turns "the top k %" into z. */
@SuppressWarnings("FloatingPointLiteralPrecision") // Coefficients stand as they were published.
public final class ZScore {
  private static final double CENTRE = 0.425;

  private ZScore() {}

  /**
   * The z that a standard normal number exceeds with probability k %: {@code InverseNormal(1 - k /
   * 100)}. 50 gives 0, 10 gives 1.2816, 2.5 gives 1.96.
   *
   * @param percent k, above 0 and below 100
   * @throws IllegalArgumentException when k lies outside
   */
  public static double ofTopPercent(double percent) {
    if (!(percent > 0 && percent < 100)) {
      throw new IllegalArgumentException(
          "A top percentage is above 0 and below 100, given " + percent + ".");
    }
    // The lower tail keeps the digits that 1 - k / 100 would lose.
    return 0.0 - inverseNormal(percent / 100);
  }

  /**
   * The x below which a standard normal number lies with probability p, to a relative error of
   * about 1e-15, tails included: Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988).
   *
   * @param p above 0 and below 1
   * @throws IllegalArgumentException when p lies outside
   */
  public static double inverseNormal(double p) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException("A probability is above 0 and below 1, given " + p + ".");
    }
    double fromMedian = p - 0.5;
    if (Math.abs(fromMedian) <= CENTRE) {
      double r = CENTRE * CENTRE - fromMedian * fromMedian;
      return fromMedian * (polynomial(r, CENTRE_ABOVE) / polynomial(r, CENTRE_BELOW));
    }
    double r = StrictMath.sqrt(-StrictMath.log(fromMedian < 0 ? p : 1 - p));
    double magnitude =
        r <= 5
            ? polynomial(r - 1.6, NEAR_TAIL_ABOVE) / polynomial(r - 1.6, NEAR_TAIL_BELOW)
            : polynomial(r - 5, FAR_TAIL_ABOVE) / polynomial(r - 5, FAR_TAIL_BELOW);
    return fromMedian < 0 ? -magnitude : magnitude;
  }

  /** By Horner's scheme; the coefficient of the highest power comes first. */
  private static double polynomial(double x, double[] coefficients) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * x + coefficient;
    }
    return sum;
  }

  // Numerators (above) and denominators (below) of AS 241, highest power first.

  private static final double[] CENTRE_ABOVE = {
    2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4,
    4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3,
    1.3314166789178437745e+2, 3.3871328727963666080e+0
  };

  private static final double[] CENTRE_BELOW = {
    5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4,
    2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2,
    4.2313330701600911252e+1, 1.0
  };

  private static final double[] NEAR_TAIL_ABOVE = {
    7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
    1.27045825245236838258e+0, 3.64784832476320460504e+0, 5.76949722146069140550e+0,
    4.63033784615654529590e+0, 1.42343711074968357734e+0
  };

  private static final double[] NEAR_TAIL_BELOW = {
    1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
    1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e+0,
    2.05319162663775882187e+0, 1.0
  };

  private static final double[] FAR_TAIL_ABOVE = {
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
    2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e+0,
    5.46378491116411436990e+0, 6.65790464350110377720e+0
  };

  private static final double[] FAR_TAIL_BELOW = {
    2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
    7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
    5.99832206555887937690e-1, 1.0
  };
}
