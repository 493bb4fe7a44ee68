package org.ash.cli.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.ash.tensor.Tensor;

/**
 * How what one activation is given is distributed, a sample being all elements of one image.
 *
 * @param place name of the place
 * @param images number of samples
 * @param skewness mean over the samples
 * @param excessKurtosis mean over the samples
 * @param distance mean Kolmogorov-Smirnov distance from the normal distribution
 * @param rejected share of the samples that the Jarque-Bera test at 5 % takes not to be normal
 * @param kept mean share of the elements above the threshold for the top k %, by k
 */
public record PlaceDistribution(
    String place,
    int images,
    double skewness,
    double excessKurtosis,
    double distance,
    double rejected,
    Map<Integer, Double> kept) {
  /** The k, in percent, that Proposition 2 is tried with. */
  static final List<Integer> PERCENTAGES = List.of(10, 50, 90);

  private static final double LEVEL = 0.05;

  /** Of feature maps {@code [N, ...]}. */
  static PlaceDistribution of(String place, Tensor maps) {
    List<Moments> samples = samples(maps);
    Map<Integer, Double> kept = new LinkedHashMap<>();
    PERCENTAGES.forEach(k -> kept.put(k, mean(samples, sample -> sample.kept(k))));
    return new PlaceDistribution(
        place,
        samples.size(),
        mean(samples, Moments::skewness),
        mean(samples, Moments::excessKurtosis),
        mean(samples, Moments::distance),
        mean(samples, sample -> sample.p() < LEVEL ? 1 : 0),
        kept);
  }

  /** The moments of each image's elements. */
  static List<Moments> samples(Tensor maps) {
    int n = (int) maps.shape().dim(0);
    int elements = maps.size() / n;
    List<Moments> samples = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double[] values = new double[elements];
      for (int e = 0; e < elements; e++) {
        values[e] = maps.get(i * elements + e);
      }
      samples.add(Moments.of(values));
    }
    return samples;
  }

  private static double mean(List<Moments> samples, ToDoubleFunction<Moments> value) {
    return samples.stream().mapToDouble(value).average().orElseThrow();
  }
}
