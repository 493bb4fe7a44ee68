package org.ash.data.image;

/**
 * Changes the size of images. Enlarging is bilinear; reducing takes the same triangle as wide as
 * the reduction, so that every pixel counts and nothing aliases (what Pillow calls BILINEAR).
 * Columns first, then rows; intermediate values are not rounded.
 */
final class Resampling {
  private Resampling() {}

  static Bitmap resize(Bitmap image, int height, int width) {
    if (image.height() == height && image.width() == width) {
      return image;
    }
    Weights across = Weights.of(image.width(), width);
    Weights down = Weights.of(image.height(), height);
    byte[] samples = image.samples();
    byte[] resized = new byte[image.channels() * height * width];
    double[] narrow = new double[image.height() * width];
    for (int channel = 0; channel < image.channels(); channel++) {
      for (int row = 0; row < image.height(); row++) {
        int line = (channel * image.height() + row) * image.width();
        for (int column = 0; column < width; column++) {
          double sum = 0;
          int from = line + across.first[column];
          double[] weights = across.values[column];
          for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * (samples[from + k] & 0xff);
          }
          narrow[row * width + column] = sum;
        }
      }
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          double sum = 0;
          double[] weights = down.values[row];
          int from = down.first[row] * width + column;
          for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * narrow[from + k * width];
          }
          long rounded = Math.round(sum);
          resized[(channel * height + row) * width + column] =
              (byte) Math.min(255, Math.max(0, rounded));
        }
      }
    }
    return new Bitmap(image.channels(), height, width, resized);
  }

  /** For each output pixel, which input pixels make it up, and how much of each; sums are 1. */
  private static final class Weights {
    private final int[] first;
    private final double[][] values;

    private Weights(int outputs) {
      first = new int[outputs];
      values = new double[outputs][];
    }

    static Weights of(int inputs, int outputs) {
      Weights weights = new Weights(outputs);
      double scale = (double) inputs / outputs;
      double reach = Math.max(1, scale);
      for (int i = 0; i < outputs; i++) {
        double centre = (i + 0.5) * scale;
        int begin = Math.max(0, (int) Math.floor(centre - reach));
        int end = Math.min(inputs, (int) Math.ceil(centre + reach));
        double[] row = new double[end - begin];
        double sum = 0;
        for (int k = 0; k < row.length; k++) {
          row[k] = Math.max(0, 1 - Math.abs(begin + k + 0.5 - centre) / reach);
          sum += row[k];
        }
        for (int k = 0; k < row.length; k++) {
          row[k] /= sum;
        }
        weights.first[i] = begin;
        weights.values[i] = row;
      }
      return weights;
    }
  }
}
