package org.ash.data.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** What decoders give, as 8-bit gray or RGB. Transparent pixels are laid on white. */
final class Pixels {
  private Pixels() {}

  static Bitmap bitmap(BufferedImage image) {
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel) {
      return converted(image);
    }
    if (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
      return stored(image, 1);
    }
    if (model.getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
      return printed(image);
    }
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR
        && image.getRaster().getDataBuffer() instanceof DataBufferByte bytes
        && image.getSampleModel() instanceof ComponentSampleModel layout) {
      return interleaved(image, bytes, layout);
    }
    return model instanceof ComponentColorModel
            && model.getColorSpace().isCS_sRGB()
            && !model.isAlphaPremultiplied()
            && isWhole(model.getTransferType())
        ? stored(image, 3)
        : converted(image);
  }

  private static boolean isWhole(int type) {
    return type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT;
  }

  /**
   * Samples as they are stored, reduced to 8 bits; getRGB is slow, and takes gray for linear light
   * and would brighten it.
   */
  private static Bitmap stored(BufferedImage image, int channels) {
    Raster raster = image.getRaster();
    int height = image.getHeight();
    int width = image.getWidth();
    int plane = height * width;
    int bands = raster.getNumBands();
    boolean transparent = image.getColorModel().hasAlpha();
    int most = (1 << image.getColorModel().getComponentSize(0)) - 1;
    byte[] samples = new byte[channels * plane];
    int[] line = new int[bands * width];
    for (int row = 0; row < height; row++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + row, width, 1, line);
      for (int column = 0; column < width; column++) {
        int from = column * bands;
        int alpha = transparent ? toByte(line[from + bands - 1], most) : 255;
        for (int channel = 0; channel < channels; channel++) {
          samples[channel * plane + row * width + column] =
              onWhite(toByte(line[from + channel], most), alpha);
        }
      }
    }
    return new Bitmap(channels, height, width, samples);
  }

  /** Inks of cyan, magenta, yellow and black, without a colour profile as those of a JPEG file. */
  private static Bitmap printed(BufferedImage image) {
    Raster raster = image.getRaster();
    int height = image.getHeight();
    int width = image.getWidth();
    int plane = height * width;
    int bands = raster.getNumBands();
    int most = (1 << image.getColorModel().getComponentSize(0)) - 1;
    byte[] samples = new byte[3 * plane];
    int[] line = new int[bands * width];
    for (int row = 0; row < height; row++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + row, width, 1, line);
      for (int column = 0; column < width; column++) {
        int from = column * bands;
        int light = 255 - toByte(line[from + 3], most);
        for (int ink = 0; ink < 3; ink++) {
          int passed = (255 - toByte(line[from + ink], most)) * light;
          samples[ink * plane + row * width + column] = (byte) ((passed + 127) / 255);
        }
      }
    }
    return new Bitmap(3, height, width, samples);
  }

  /** What a decoder makes of most files, read as it lies in memory. */
  private static Bitmap interleaved(
      BufferedImage image, DataBufferByte stored, ComponentSampleModel layout) {
    int height = image.getHeight();
    int width = image.getWidth();
    byte[] pixels = stored.getData();
    byte[] samples = new byte[3 * height * width];
    int to = 0;
    for (int channel = 0; channel < 3; channel++) {
      for (int row = 0; row < height; row++) {
        int from = stored.getOffset() + layout.getOffset(0, row, channel);
        for (int column = 0; column < width; column++) {
          samples[to++] = pixels[from + column * layout.getPixelStride()];
        }
      }
    }
    return new Bitmap(3, height, width, samples);
  }

  private static Bitmap converted(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    int plane = height * width;
    byte[] samples = new byte[3 * plane];
    int[] line = new int[width];
    for (int row = 0; row < height; row++) {
      image.getRGB(0, row, width, 1, line, 0, width);
      for (int column = 0; column < width; column++) {
        int pixel = line[column];
        int alpha = pixel >>> 24;
        int at = row * width + column;
        samples[at] = onWhite((pixel >> 16) & 0xff, alpha);
        samples[plane + at] = onWhite((pixel >> 8) & 0xff, alpha);
        samples[2 * plane + at] = onWhite(pixel & 0xff, alpha);
      }
    }
    return new Bitmap(3, height, width, samples);
  }

  private static int toByte(int sample, int most) {
    return most == 255 ? sample : (510 * sample + most) / (2 * most);
  }

  private static byte onWhite(int value, int alpha) {
    return (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}
