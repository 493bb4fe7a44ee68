package org.ash.train;

import java.util.List;
import java.util.OptionalInt;
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
 * @param resize what the shorter side of a picture is resized to before the centre of the size
 *     above is taken, at least as large as that; empty where it is not known, as in checkpoints of
 *     before version 0.2: then a picture is shown by its largest centred part
 */
public record Preprocessing(
    int channels,
    int height,
    int width,
    List<Double> mean,
    List<Double> deviation,
    List<String> classNames,
    OptionalInt resize) {

  /** One of which it is not known how pictures of another size are cut. */
  public Preprocessing(
      int channels,
      int height,
      int width,
      List<Double> mean,
      List<Double> deviation,
      List<String> classNames) {
    this(channels, height, width, mean, deviation, classNames, OptionalInt.empty());
  }

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
    if (resize.isPresent() && resize.getAsInt() < Math.min(height, width)) {
      throw new IllegalArgumentException(
          "Pictures are resized to the network's size or above, given " + resize.getAsInt() + ".");
    }
  }

  /** The same for pictures whose shorter side is resized so before the centre is taken. */
  public Preprocessing withResize(int shorterSide) {
    return new Preprocessing(
        channels, height, width, mean, deviation, classNames, OptionalInt.of(shorterSide));
  }

  /** The same with the classes of a network. */
  public Preprocessing withClassNames(List<String> names) {
    return new Preprocessing(channels, height, width, mean, deviation, names, resize);
  }

  /** Whether both give the same numbers, as far as is known of both. */
  boolean agrees(Preprocessing other) {
    boolean unknown = resize.isEmpty() || other.resize.isEmpty();
    return equals(other)
        || (unknown && withResize(height + width).equals(other.withResize(height + width)));
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
