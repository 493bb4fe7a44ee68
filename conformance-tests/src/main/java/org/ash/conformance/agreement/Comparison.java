package org.ash.conformance.agreement;

import java.util.Arrays;
import java.util.Optional;
import org.ash.tensor.Tensor;

/**
 * An engine's tensor beside the oracle's.
 *
 * @param disagreement the element that lies farthest outside its tolerance, if one does
 * @param histogram errors of the finite elements
 */
public record Comparison(Optional<Disagreement> disagreement, ErrorHistogram histogram) {

  /**
   * Compares. NaN agrees with NaN only; an infinity with the same infinity, and with a finite
   * number whose tolerance reaches beyond the largest of the type; finite numbers within the
   * tolerance or when one is the other rounded.
   *
   * @param name of the output
   * @param actual the engine's; of the shape of {@code exact}
   * @param exact the oracle's
   * @param allowed largest absolute error of each element
   * @param bitwise whether the sign of a zero counts
   */
  public static Comparison of(
      String name, Tensor actual, Tensor exact, double[] allowed, boolean bitwise) {
    if (!actual.dtype().isFloating()) {
      return exactly(name, actual, exact);
    }
    Precision precision = Precision.of(actual.dtype());
    double[] ulps = new double[exact.size()];
    int finite = 0;
    int worst = -1;
    double worstExcess = 0;
    for (int i = 0; i < exact.size(); i++) {
      double want = exact.get(i);
      double got = actual.get(i);
      if (Double.isFinite(precision.round(want)) && Double.isFinite(got)) {
        ulps[finite++] = Math.abs(got - want) / precision.ulp(want);
      }
      double excess = excess(got, want, allowed[i], precision, bitwise);
      if (excess > worstExcess) {
        worstExcess = excess;
        worst = i;
      }
    }
    ErrorHistogram histogram = ErrorHistogram.of(Arrays.copyOf(ulps, finite));
    if (worst < 0) {
      return new Comparison(Optional.empty(), histogram);
    }
    double limit = allowed[worst];
    return new Comparison(
        Optional.of(
            new Disagreement(
                name, worst, exact.shape(), actual.get(worst), exact.get(worst), limit)),
        histogram);
  }

  /** How badly an element fails: 0 when it agrees, infinite when no tolerance could help. */
  private static double excess(
      double got, double want, double allowed, Precision precision, boolean bitwise) {
    double rounded = precision.round(want);
    if (got == rounded) {
      boolean flipped = Double.doubleToRawLongBits(got) != Double.doubleToRawLongBits(rounded);
      return bitwise && flipped ? Double.POSITIVE_INFINITY : 0;
    }
    if (Double.isNaN(want) || Double.isNaN(got)) {
      return Double.isNaN(want) && Double.isNaN(got) ? 0 : Double.POSITIVE_INFINITY;
    }
    if (Double.isInfinite(want)) {
      return Double.POSITIVE_INFINITY;
    }
    if (Double.isInfinite(got) || Double.isInfinite(rounded)) {
      boolean sameSide = Math.signum(got) == Math.signum(want);
      double nearest = Double.isInfinite(got) ? Math.abs(want) : Math.abs(got);
      boolean reaches = nearest + allowed >= precision.largest();
      return sameSide && reaches ? 0 : Double.POSITIVE_INFINITY;
    }
    double error = Math.abs(got - want);
    return error <= allowed ? 0 : error / Math.max(allowed, precision.smallestNormal());
  }

  private static Comparison exactly(String name, Tensor actual, Tensor exact) {
    for (int i = 0; i < exact.size(); i++) {
      if (actual.getLong(i) != exact.getLong(i)) {
        return new Comparison(
            Optional.of(
                new Disagreement(name, i, exact.shape(), actual.getLong(i), exact.getLong(i), 0)),
            ErrorHistogram.empty());
      }
    }
    return new Comparison(Optional.empty(), ErrorHistogram.empty());
  }
}
