package org.ash.data.image;

import java.awt.image.Raster;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * JPEG files in the four colours of printers, which ImageIO does not convert: CMYK, or YCCK as the
 * Adobe segment tells. Programs of Adobe store inks inverted. Without a colour profile: {@code red
 * = (255 - cyan)(255 - black) / 255}, and so on, as Pillow converts.
 */
public final class CmykJpeg {
  private static final int INKS = 4;
  private static final int START_OF_SCAN = 0xda;
  private static final int ADOBE = 0xee;

  /** Of an Adobe segment: {@code Adobe}, version, two flags, then the transform. */
  private static final int TRANSFORM_AT = 11;

  private static final int YCCK = 2;

  private CmykJpeg() {}

  /** Whether a file's content is that of such an image. */
  public static boolean is(byte[] content) {
    return components(content) == INKS;
  }

  /** The image in RGB; empty where the file is of another kind. */
  static Optional<Bitmap> decode(byte[] content) throws IOException {
    if (!is(content)) {
      return Optional.empty();
    }
    OptionalInt transform = adobeTransform(content);
    return WholePicture.read(content, reader -> rgb(reader.readRaster(0, null), transform));
  }

  private static Bitmap rgb(Raster raster, OptionalInt adobe) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] samples = new byte[3 * width * height];
    int[] line = new int[INKS * width];
    for (int row = 0; row < height; row++) {
      raster.getPixels(0, row, width, 1, line);
      for (int column = 0; column < width; column++) {
        int[] light = light(line, INKS * column, adobe);
        for (int channel = 0; channel < 3; channel++) {
          samples[(channel * height + row) * width + column] =
              (byte) ((light[channel] * light[3] + 127) / 255);
        }
      }
    }
    return new Bitmap(3, height, width, samples);
  }

  /** What cyan, magenta, yellow and black let through of red, green, blue and all, 0..255. */
  private static int[] light(int[] stored, int at, OptionalInt adobe) {
    int[] inks = {stored[at], stored[at + 1], stored[at + 2], stored[at + 3]};
    if (adobe.equals(OptionalInt.of(YCCK))) {
      double y = inks[0];
      double cb = inks[1] - 128;
      double cr = inks[2] - 128;
      inks[0] = 255 - clamp(y + 1.402 * cr);
      inks[1] = 255 - clamp(y - 0.344136 * cb - 0.714136 * cr);
      inks[2] = 255 - clamp(y + 1.772 * cb);
    }
    if (adobe.isEmpty()) {
      for (int i = 0; i < INKS; i++) {
        inks[i] = 255 - inks[i];
      }
    }
    return inks;
  }

  private static int clamp(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }

  /** Number of components that the frame header tells of; 0 where this is no JPEG. */
  private static int components(byte[] content) {
    int at = segment(content, CmykJpeg::isFrame);
    return at < 0 || at + 9 >= content.length ? 0 : content[at + 9] & 0xff;
  }

  private static OptionalInt adobeTransform(byte[] content) {
    int at = segment(content, marker -> marker == ADOBE);
    int transform = at + 4 + TRANSFORM_AT;
    return at < 0 || transform >= content.length
        ? OptionalInt.empty()
        : OptionalInt.of(content[transform] & 0xff);
  }

  private static boolean isFrame(int marker) {
    boolean tables = marker == 0xc4 || marker == 0xc8 || marker == 0xcc;
    return marker >= 0xc0 && marker <= 0xcf && !tables;
  }

  /** A kind of segment. */
  @FunctionalInterface
  private interface Kind {
    boolean is(int marker);
  }

  /** Where the first segment of a kind begins, before the picture itself; -1 for none. */
  private static int segment(byte[] content, Kind kind) {
    if (content.length < 4 || (content[0] & 0xff) != 0xff || (content[1] & 0xff) != 0xd8) {
      return -1;
    }
    int at = 2;
    while (at + 4 <= content.length && (content[at] & 0xff) == 0xff) {
      int marker = content[at + 1] & 0xff;
      if (kind.is(marker)) {
        return at;
      }
      if (marker == START_OF_SCAN) {
        return -1;
      }
      // A fill byte may stand before a marker.
      at += marker == 0xff ? 1 : 2 + length(content, at + 2);
    }
    return -1;
  }

  private static int length(byte[] content, int at) {
    return ((content[at] & 0xff) << 8) + (content[at + 1] & 0xff);
  }
}
