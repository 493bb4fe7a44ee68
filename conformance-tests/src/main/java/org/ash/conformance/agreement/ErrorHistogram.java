package org.ash.conformance.agreement;

import java.util.Arrays;
import java.util.List;

/**
 * How many elements were off by how many units in the last place of the true value.
 *
 * @param counts elements exact to half a unit, then up to 1, 2, 4, ..., the last one beyond
 * @param worst the most units seen; 0 when nothing was compared
 * @param worstAt where they were seen, in words; empty when nobody knows
 */
public record ErrorHistogram(List<Long> counts, double worst, String worstAt) {
  /** Upper ends of the bins but the last, units in the last place. */
  public static final List<Double> BOUNDS =
      List.of(0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 64.0, 1024.0, 65536.0);

  /** Copies the list. */
  public ErrorHistogram {
    counts = List.copyOf(counts);
  }

  /** Of nothing. */
  public static ErrorHistogram empty() {
    return of(new double[0], 0);
  }

  /** Elements compared. */
  public long total() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** Both together. */
  public ErrorHistogram plus(ErrorHistogram other) {
    Long[] sums = new Long[counts.size()];
    Arrays.setAll(sums, i -> counts.get(i) + other.counts.get(i));
    boolean mine = worst >= other.worst && !worstAt.isEmpty();
    return new ErrorHistogram(
        List.of(sums), Math.max(worst, other.worst), mine ? worstAt : other.worstAt);
  }

  /** The same with the place of the worst element, unless nothing was off. */
  public ErrorHistogram at(String place) {
    return worst == 0 ? this : new ErrorHistogram(counts, worst, place);
  }

  /** Of the first errors of an array. */
  static ErrorHistogram of(double[] ulps, int count) {
    Long[] counts = new Long[BOUNDS.size() + 1];
    Arrays.fill(counts, 0L);
    double worst = 0;
    for (int i = 0; i < count; i++) {
      int bin = 0;
      while (bin < BOUNDS.size() && ulps[i] > BOUNDS.get(bin)) {
        bin++;
      }
      counts[bin]++;
      worst = Math.max(worst, ulps[i]);
    }
    return new ErrorHistogram(List.of(counts), worst, "");
  }
}
