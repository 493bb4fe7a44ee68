package org.ash.conformance.agreement;

import java.util.Arrays;
import java.util.List;

/**
 * How many elements were off by how many units in the last place of the true value.
 *
 * @param counts elements exact to half a unit, then up to 1, 2, 4, ..., the last one beyond
 * @param worst the most units seen; 0 when nothing was compared
 */
public record ErrorHistogram(List<Long> counts, double worst) {
  /** Upper ends of the bins but the last, units in the last place. */
  public static final List<Double> BOUNDS =
      List.of(0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 64.0, 1024.0, 65536.0);

  /** Copies the list. */
  public ErrorHistogram {
    counts = List.copyOf(counts);
  }

  /** Of nothing. */
  public static ErrorHistogram empty() {
    Long[] zeros = new Long[BOUNDS.size() + 1];
    Arrays.fill(zeros, 0L);
    return new ErrorHistogram(List.of(zeros), 0);
  }

  /** Elements compared. */
  public long total() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** Both together. */
  public ErrorHistogram plus(ErrorHistogram other) {
    Long[] sums = new Long[counts.size()];
    Arrays.setAll(sums, i -> counts.get(i) + other.counts.get(i));
    return new ErrorHistogram(List.of(sums), Math.max(worst, other.worst));
  }

  /** Of one tensor's errors. */
  static ErrorHistogram of(double[] ulps) {
    Long[] counts = new Long[BOUNDS.size() + 1];
    Arrays.fill(counts, 0L);
    double worst = 0;
    for (double error : ulps) {
      int bin = 0;
      while (bin < BOUNDS.size() && error > BOUNDS.get(bin)) {
        bin++;
      }
      counts[bin]++;
      worst = Math.max(worst, error);
    }
    return new ErrorHistogram(List.of(counts), worst);
  }
}
