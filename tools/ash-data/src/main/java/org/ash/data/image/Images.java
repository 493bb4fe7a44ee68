package org.ash.data.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ash.data.DataException;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/**
 * Reads image files as networks want them. JPEG, PNG, GIF and WebP (the first picture), BMP and
 * TIFF, known by their content and not by their names. Transparent pixels are laid on white; a
 * rotation noted in EXIF is ignored. Thread-safe.
 */
public final class Images {
  private Images() {}

  /**
   * Reads a file as an image of a given size: the largest centred part with the wanted proportions,
   * resized. An image that has the size already keeps its samples.
   *
   * @param file the file
   * @param height rows wanted
   * @param width columns wanted
   * @param channels 3 for RGB, 1 for gray
   * @return UINT8 {@code [channels, height, width]}
   * @throws DataException when the file is missing, unreadable or not an image
   */
  public static Tensor read(Path file, int height, int width, int channels) {
    Bitmap image = read(file).withChannels(channels).centreCrop(height, width);
    byte[] samples = new byte[channels * height * width];
    Resampling.resize(image, height, width).copyTo(samples, 0);
    return Tensor.ofBytes(DType.UINT8, samples, channels, height, width);
  }

  /**
   * Reads a file as it is.
   *
   * @throws DataException when the file is missing, unreadable or not an image
   */
  public static Bitmap read(Path file) {
    if (!Files.exists(file)) {
      throw DataException.of("%s is not there; name an image file.", file);
    }
    if (Files.isDirectory(file)) {
      throw DataException.of("%s is a folder; name an image file in it.", file);
    }
    try {
      return decode(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw DataException.causedBy(e, "%s cannot be read: %s.", file, DataException.reason(e));
    }
  }

  /**
   * Decodes the content of an image file.
   *
   * @param content the file's bytes
   * @param name what errors call it
   * @throws DataException when this is not an image, or a damaged one
   */
  public static Bitmap decode(byte[] content, String name) {
    Optional<BufferedImage> image;
    try {
      Optional<Bitmap> printed = CmykJpeg.decode(content);
      if (printed.isPresent()) {
        return printed.get();
      }
      image = WholePicture.read(content, reader -> reader.read(0));
    } catch (IOException | RuntimeException e) {
      // Decoders throw all kinds of unchecked exceptions at damaged files.
      throw DataException.causedBy(
          e, "%s cannot be decoded (%s); it is damaged.", name, DataException.reason(e));
    }
    BufferedImage known =
        image.orElseThrow(
            () ->
                DataException.of(
                    "%s is not an image of a known format: %s.", name, ImageFormats.NAMES));
    return isGray(known) ? gray(known) : colour(known);
  }

  private static boolean isGray(BufferedImage image) {
    ColorModel model = image.getColorModel();
    return !(model instanceof IndexColorModel)
        && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  /** Stored samples, not getRGB's: that takes gray for linear light and would brighten it. */
  private static Bitmap gray(BufferedImage image) {
    Raster raster = image.getRaster();
    int height = image.getHeight();
    int width = image.getWidth();
    boolean transparent = image.getColorModel().hasAlpha();
    int most = (1 << image.getColorModel().getComponentSize(0)) - 1;
    byte[] samples = new byte[height * width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int value = toByte(raster.getSample(column, row, 0), most);
        int alpha = transparent ? toByte(raster.getSample(column, row, 1), most) : 255;
        samples[row * width + column] = onWhite(value, alpha);
      }
    }
    return new Bitmap(1, height, width, samples);
  }

  private static Bitmap colour(BufferedImage image) {
    return image.getType() == BufferedImage.TYPE_3BYTE_BGR
            && image.getRaster().getDataBuffer() instanceof DataBufferByte stored
            && image.getSampleModel() instanceof ComponentSampleModel layout
        ? interleaved(image, stored, layout)
        : converted(image);
  }

  /** What ImageIO makes of most files, read as it lies in memory; getRGB is slow. */
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
        samples[at] = onWhite(pixel >> 16 & 0xff, alpha);
        samples[plane + at] = onWhite(pixel >> 8 & 0xff, alpha);
        samples[2 * plane + at] = onWhite(pixel & 0xff, alpha);
      }
    }
    return new Bitmap(3, height, width, samples);
  }

  private static int toByte(int sample, int most) {
    return (int) Math.round(255.0 * sample / most);
  }

  private static byte onWhite(int value, int alpha) {
    return (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}
