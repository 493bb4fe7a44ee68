package org.ash.conformance.agreement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ash.tensor.Tensor;

/**
 * An engine's tensor beside the oracle's.
 *
 * @param disagreements the elements that lie outside their tolerance, the worst first
 * @param worst the finite element that is off by the most units in the last place
 * @param histogram errors of the finite elements
 */
public record Comparison(
    List<ComparedElement> disagreements,
    Optional<ComparedElement> worst,
    ErrorHistogram histogram) {

  /** Copies the list. */
  public Comparison {
    disagreements = List.copyOf(disagreements);
  }

  /**
   * Compares. NaN agrees with NaN only; an infinity with the same infinity, and with a finite
   * number whose tolerance reaches beyond the largest of the type; finite numbers within the
   * tolerance or when one is the other rounded; anything with a finite number whose tolerance is
   * {@link Tolerance#ANYTHING}.
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
    Optional<ComparedElement> worst = Optional.empty();
    List<Excess> outside = new ArrayList<>();
    for (int i = 0; i < exact.size(); i++) {
      double want = exact.get(i);
      double got = actual.get(i);
      double units = Double.POSITIVE_INFINITY;
      if (Double.isFinite(precision.round(want)) && Double.isFinite(got)) {
        units = Math.abs(got - want) / precision.ulp(want);
        ulps[finite++] = units;
      }
      double excess = excess(got, want, allowed[i], precision, bitwise);
      boolean mostUnits =
          Double.isFinite(units) && units > worst.map(ComparedElement::ulps).orElse(0.0);
      if (excess > 0 || mostUnits) {
        ComparedElement element =
            new ComparedElement(name, i, exact.shape(), got, want, allowed[i], units, List.of());
        worst = mostUnits ? Optional.of(element) : worst;
        if (excess > 0) {
          outside.add(new Excess(excess, element));
        }
      }
    }
    return new Comparison(
        outside.stream()
            .sorted(Comparator.comparingDouble(Excess::size).reversed())
            .map(Excess::element)
            .toList(),
        worst,
        ErrorHistogram.of(ulps, finite));
  }

  private record Excess(double size, ComparedElement element) {}

  /** How badly an element fails: 0 when it agrees, infinite when no tolerance could help. */
  private static double excess(
      double got, double want, double allowed, Precision precision, boolean bitwise) {
    if (Double.isFinite(want) && allowed == Tolerance.ANYTHING) {
      return 0;
    }
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
    List<ComparedElement> wrong = new ArrayList<>();
    for (int i = 0; i < exact.size(); i++) {
      long got = actual.getLong(i);
      long want = exact.getLong(i);
      if (got != want) {
        wrong.add(
            new ComparedElement(
                name, i, exact.shape(), got, want, 0, Double.POSITIVE_INFINITY, List.of()));
      }
    }
    return new Comparison(wrong, Optional.empty(), ErrorHistogram.empty());
  }
}
