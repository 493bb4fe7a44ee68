package org.ash.bench;

import java.util.List;

/** Medians and their intervals. */
public final class Statistics {
  private Statistics() {}

  /**
   * An interval that holds the true median.
   *
   * @param low lower end
   * @param high upper end
   * @param confidence probability that an interval made this way holds the median
   */
  public record Interval(double low, double high, double confidence) {}

  /** The middle value, or the mean of the two middle ones. */
  public static double median(List<Double> values) {
    List<Double> sorted = sorted(values);
    int size = sorted.size();
    return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }

  /**
   * The narrowest interval between order statistics that holds the median with at least 95 %, by
   * the binomial distribution (the interval of the sign test); that from least to greatest where
   * there are too few values for 95 %.
   */
  public static Interval medianInterval(List<Double> values) {
    List<Double> sorted = sorted(values);
    int size = sorted.size();
    int rank = 0;
    double confidence = confidence(size, 0);
    while (rank + 1 < (size + 1) / 2 && confidence(size, rank + 1) >= 0.95) {
      rank++;
      confidence = confidence(size, rank);
    }
    return new Interval(sorted.get(rank), sorted.get(size - 1 - rank), confidence);
  }

  /** Probability that the median lies between the order statistics number rank from either end. */
  private static double confidence(int size, int rank) {
    double tail = 0;
    double probability = Math.pow(0.5, size);
    for (int below = 0; below <= rank; below++) {
      tail += probability;
      probability = probability * (size - below) / (below + 1);
    }
    return Math.max(0, 1 - 2 * tail);
  }

  private static List<Double> sorted(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("There is no median of nothing.");
    }
    return values.stream().sorted().toList();
  }
}
