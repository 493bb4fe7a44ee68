package org.ash.data.image;

import java.util.Objects;

/** One decoded image, 8 bits a sample, plane by plane: gray, or red, green and blue. */
public final class Bitmap {
  private final int channels;
  private final int height;
  private final int width;
  private final byte[] samples;

  Bitmap(int channels, int height, int width, byte[] samples) {
    if (samples.length != channels * height * width) {
      throw new IllegalArgumentException("The samples do not fill the image.");
    }
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.samples = samples;
  }

  /** 1 for gray, 3 for RGB. */
  public int channels() {
    return channels;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** The same image of another size, see {@link Resampling}. */
  public Bitmap resized(int rows, int columns) {
    return Resampling.resize(this, rows, columns);
  }

  /** All samples, plane by plane; not a copy. */
  byte[] samples() {
    return samples;
  }

  /** A sample, 0..255. */
  public int sample(int channel, int row, int column) {
    Objects.checkIndex(channel, channels);
    Objects.checkIndex(row, height);
    Objects.checkIndex(column, width);
    return samples[(channel * height + row) * width + column] & 0xff;
  }

  /** Copies all samples, {@code [C, H, W]}, to a place in an array. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(samples, 0, target, offset, samples.length);
  }

  /**
   * The same image in gray or RGB: gray becomes three equal planes, RGB the luma of ITU-R BT.601.
   *
   * @param wanted 1 or 3
   */
  public Bitmap withChannels(int wanted) {
    if (wanted != 1 && wanted != 3) {
      throw new IllegalArgumentException("An image has 1 or 3 channels, not " + wanted + ".");
    }
    if (wanted == channels) {
      return this;
    }
    int plane = height * width;
    byte[] converted = new byte[wanted * plane];
    for (int i = 0; i < plane; i++) {
      if (wanted == 3) {
        converted[i] = samples[i];
        converted[plane + i] = samples[i];
        converted[2 * plane + i] = samples[i];
      } else {
        int red = samples[i] & 0xff;
        int green = samples[plane + i] & 0xff;
        int blue = samples[2 * plane + i] & 0xff;
        converted[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
      }
    }
    return new Bitmap(wanted, height, width, converted);
  }

  /**
   * The largest part around the middle with the proportions of {@code rows : columns}, to the
   * nearest pixel.
   */
  public Bitmap centreCrop(int rows, int columns) {
    long wide = Math.round((double) height * columns / rows);
    long tall = Math.round((double) width * rows / columns);
    int newWidth = (int) Math.max(1, Math.min(width, wide));
    int newHeight = (int) Math.max(1, Math.min(height, tall));
    if (newWidth == width && newHeight == height) {
      return this;
    }
    return crop((height - newHeight) / 2, (width - newWidth) / 2, newHeight, newWidth);
  }

  /** A part of the image, which lies within it. */
  public Bitmap crop(int top, int left, int newHeight, int newWidth) {
    Objects.checkFromIndexSize(top, newHeight, height);
    Objects.checkFromIndexSize(left, newWidth, width);
    byte[] cropped = new byte[channels * newHeight * newWidth];
    for (int channel = 0; channel < channels; channel++) {
      for (int row = 0; row < newHeight; row++) {
        System.arraycopy(
            samples,
            (channel * height + top + row) * width + left,
            cropped,
            (channel * newHeight + row) * newWidth,
            newWidth);
      }
    }
    return new Bitmap(channels, newHeight, newWidth, cropped);
  }
}
