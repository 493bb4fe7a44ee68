package org.ash.train;

import java.util.List;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

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

  /**
   * Makes pixels into what a network takes.
   *
   * @param images UINT8 {@code [n, H, W, C]} or {@code [n, C, H, W]} of this size; where both fit,
   *     the latter is meant
   * @return FLOAT32 {@code [n, C, H, W]}
   * @throws IllegalArgumentException when type or shape is another
   */
  public Tensor normalize(Tensor images) {
    Shape shape = images.shape();
    long n = shape.rank() == 4 ? shape.dim(0) : 0;
    boolean planar = shape.equals(Shape.of(n, channels, height, width));
    if (images.dtype() != DType.UINT8
        || !(planar || shape.equals(Shape.of(n, height, width, channels)))) {
      throw new IllegalArgumentException(
          "Images are UINT8 "
              + Shape.of(n, height, width, channels)
              + " or "
              + Shape.of(n, channels, height, width)
              + ", given "
              + images
              + "; resize them first.");
    }
    Tensor normalized = Tensor.allocate(DType.FLOAT32, Shape.of(n, channels, height, width));
    int pixels = height * width;
    for (int i = 0; i < normalized.size(); i++) {
      int channel = i / pixels % channels;
      int interleaved = (i / pixels / channels * pixels + i % pixels) * channels + channel;
      double pixel = images.get(planar ? i : interleaved) / 255;
      normalized.set(i, (pixel - mean.get(channel)) / deviation.get(channel));
    }
    return normalized;
  }
}
