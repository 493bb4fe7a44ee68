package org.ash.cli.figure;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.ash.activation.ZScore;

/**
 * How far a sample is from normal: Proposition 1 takes what an activation is given to be normal.
 */
final class Moments {
  private static final ChiSquaredDistribution JARQUE_BERA = ChiSquaredDistribution.of(2);

  private final double[] sorted;
  private final double mean;
  private final double deviation;
  private double skewness;
  private double excessKurtosis;
  private double distance = 0.5;
  private double p;

  private Moments(double[] sorted, double mean, double deviation) {
    this.sorted = sorted;
    this.mean = mean;
    this.deviation = deviation;
  }

  /** Of these elements, at least two. */
  static Moments of(double... elements) {
    double[] sorted = elements.clone();
    Arrays.sort(sorted);
    double mean = Arrays.stream(sorted).average().orElseThrow();
    double second = central(sorted, mean, 2);
    Moments moments = new Moments(sorted, mean, Math.sqrt(second));
    // A constant sample stays what it was made as: as far from a bell as can be.
    if (second > 0) {
      moments.compare(central(sorted, mean, 3), central(sorted, mean, 4));
    }
    return moments;
  }

  private void compare(double third, double fourth) {
    int n = sorted.length;
    skewness = third / Math.pow(deviation, 3);
    excessKurtosis = fourth / Math.pow(deviation, 4) - 3;
    double statistic = n / 6.0 * (skewness * skewness + excessKurtosis * excessKurtosis / 4);
    p = JARQUE_BERA.survivalProbability(statistic);
    distance =
        KolmogorovSmirnovTest.withDefaults()
            .statistic(sorted, NormalDistribution.of(mean, deviation)::cumulativeProbability);
  }

  private static double central(double[] values, double mean, int order) {
    return Arrays.stream(values).map(x -> Math.pow(x - mean, order)).average().orElseThrow();
  }

  /** Mean of the elements. */
  double mean() {
    return mean;
  }

  /** Population standard deviation. */
  double deviation() {
    return deviation;
  }

  /** Third standardized moment; 0 when normal. */
  double skewness() {
    return skewness;
  }

  /** Fourth standardized moment less 3; 0 when normal. */
  double excessKurtosis() {
    return excessKurtosis;
  }

  /**
   * Largest difference between the sample's and the normal distribution function of the same mean
   * and deviation (Kolmogorov-Smirnov); 1/2 for a constant sample.
   */
  double distance() {
    return distance;
  }

  /**
   * Of the Jarque-Bera test that the sample is normal, by its asymptotic distribution; elements of
   * a feature map are not independent, so that it says too often that it is not.
   */
  double p() {
    return p;
  }

  /** The share of the elements above the threshold that lets k % of a normal sample through. */
  double kept(double percent) {
    return above(mean + ZScore.ofTopPercent(percent) * deviation);
  }

  /** The share of the elements above a threshold. */
  double above(double threshold) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] > threshold) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return (double) (sorted.length - low) / sorted.length;
  }
}
