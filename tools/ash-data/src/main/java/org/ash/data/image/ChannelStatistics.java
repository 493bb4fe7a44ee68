package org.ash.data.image;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.ash.train.Preprocessing;

/**
 * Mean and population standard deviation of each channel over all pixels of all images, of values
 * in [0, 1]. The sums behind them are exact, so that neither the order of the images nor the number
 * of threads changes a bit.
 *
 * @param mean of each channel, 0..1
 * @param deviation of each channel, 0..0.5; 0 when all pixels are equal
 */
public record ChannelStatistics(List<Double> mean, List<Double> deviation) {

  /** Copies the lists. */
  public ChannelStatistics {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }

  /** Of all images of a store. */
  static ChannelStatistics of(ImageStore images) {
    int plane = images.height() * images.width();
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int channel = 0; channel < images.channels(); channel++) {
      long[] counts = new long[256];
      for (int i = 0; i < images.size(); i++) {
        byte[] block = images.block(i);
        int begin = images.offset(i) + channel * plane;
        for (int at = begin; at < begin + plane; at++) {
          counts[block[at] & 0xff]++;
        }
      }
      long n = (long) images.size() * plane;
      long sum = 0;
      long squares = 0;
      for (int value = 0; value < 256; value++) {
        sum += counts[value] * value;
        squares += counts[value] * value * value;
      }
      means.add(sum / (255.0 * n));
      // n^2 times the variance, which a long would not hold.
      BigInteger spread =
          BigInteger.valueOf(n)
              .multiply(BigInteger.valueOf(squares))
              .subtract(BigInteger.valueOf(sum).pow(2));
      deviations.add(Math.sqrt(spread.doubleValue()) / (255.0 * n));
    }
    return new ChannelStatistics(means, deviations);
  }

  /**
   * The preprocessing that gives these images mean 0 and deviation 1; a channel whose pixels are
   * all equal is divided by 1.
   */
  public Preprocessing preprocessing(ImageStore images, List<String> classNames) {
    return preprocessing(images.height(), images.width(), classNames)
        .withResize(Math.min(images.height(), images.width()));
  }

  /** As the other, for images of this size with as many channels as this has. */
  public Preprocessing preprocessing(int height, int width, List<String> classNames) {
    List<Double> divisors = deviation.stream().map(d -> d > 0 ? d : 1.0).toList();
    return new Preprocessing(mean.size(), height, width, mean, divisors, classNames);
  }
}
