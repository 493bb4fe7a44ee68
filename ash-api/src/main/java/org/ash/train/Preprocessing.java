package org.ash.train;

import java.util.List;

/**
 * What was done to images before a network saw them; kept in checkpoints, so that prediction needs
 * nothing else.
 *
 * @param channels 3 for RGB, 1 for gray
 * @param height rows
 * @param width columns
 * @param mean of each channel, of pixels in [0, 1]
 * @param deviation of each channel, above 0; a pixel p in [0, 1] becomes (p - mean) / deviation
 * @param classNames names of the classes by index
 */
public record Preprocessing(
    int channels,
    int height,
    int width,
    List<Double> mean,
    List<Double> deviation,
    List<String> classNames) {

  /** Copies the lists and checks that there is one mean and deviation for each channel. */
  public Preprocessing {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    classNames = List.copyOf(classNames);
    if (mean.size() != channels || deviation.size() != channels) {
      throw new IllegalArgumentException(
          "Preprocessing of " + channels + " channels needs as many means and deviations.");
    }
    if (deviation.stream().anyMatch(value -> !(value > 0))) {
      throw new IllegalArgumentException("Deviations are above 0, given " + deviation + ".");
    }
  }
}
