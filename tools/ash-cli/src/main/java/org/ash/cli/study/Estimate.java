package org.ash.cli.study;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean of repeated measurements and its 95 % interval by Student's t distribution.
 *
 * @param mean of the measurements
 * @param halfWidth of the interval, mean - halfWidth .. mean + halfWidth; empty for one measurement
 * @param count number of measurements, at least 1
 */
public record Estimate(double mean, OptionalDouble halfWidth, int count) {
  private static final double UPPER_TAIL = 0.025;

  /** The same in another unit. */
  Estimate times(double factor) {
    OptionalDouble half =
        halfWidth.isPresent()
            ? OptionalDouble.of(halfWidth.getAsDouble() * factor)
            : OptionalDouble.empty();
    return new Estimate(mean * factor, half, count);
  }

  /** Of these measurements, at least one. */
  static Estimate of(double... values) {
    int n = values.length;
    double mean = Arrays.stream(values).average().orElseThrow();
    if (n < 2) {
      return new Estimate(mean, OptionalDouble.empty(), n);
    }
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    double standardError = Math.sqrt(squares / (n - 1) / n);
    double quantile = TDistribution.of(n - 1).inverseSurvivalProbability(UPPER_TAIL);
    return new Estimate(mean, OptionalDouble.of(quantile * standardError), n);
  }
}
