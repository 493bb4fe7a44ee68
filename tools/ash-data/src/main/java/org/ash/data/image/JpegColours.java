package org.ash.data.image;

import java.awt.image.Raster;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the components of a JPEG file mean, as the JPEG library decides: a JFIF note means YCbCr; an
 * Adobe note tells the transform; without either the components' names do, {@code R G B} for RGB.
 * Everything else of three components is YCbCr.
 *
 * <p>Files in the four colours of printers hold their inks inverted, as programs of Adobe began to
 * and as browsers take them whether or not there is an Adobe note. Without a colour profile: {@code
 * red = cyan * black / 255} of what is stored, and so on.
 */
enum JpegColours {
  GRAY,
  YCBCR,
  RGB,
  CMYK,
  YCCK;

  private static final List<Integer> RGB_NAMES = List.of((int) 'R', (int) 'G', (int) 'B');

  /** Of the JPEG library: fractions are multiples of 2^-16, rounded to the nearest. */
  private static final int FRACTION = 16;

  private static final int HALF = 1 << (FRACTION - 1);
  private static final int RED_OF_CR = 91_881; // 1.40200
  private static final int BLUE_OF_CB = 116_130; // 1.77200
  private static final int GREEN_OF_CR = 46_802; // 0.71414
  private static final int GREEN_OF_CB = 22_554; // 0.34414

  /**
   * Of a file's structure.
   *
   * @throws UnreadableKind when it has two components, or more than four
   */
  static JpegColours of(JpegStructure structure, List<JpegStructure.Component> components)
      throws UnreadableKind {
    OptionalInt adobe = structure.adobe();
    return switch (components.size()) {
      case 1 -> GRAY;
      case 3 -> {
        if (structure.jfif()) {
          yield YCBCR;
        }
        boolean named =
            components.stream().map(JpegStructure.Component::id).toList().equals(RGB_NAMES);
        yield adobe.isPresent() ? (adobe.getAsInt() == 0 ? RGB : YCBCR) : named ? RGB : YCBCR;
      }
      case 4 -> adobe.isPresent() && adobe.getAsInt() != 0 ? YCCK : CMYK;
      default -> throw new UnreadableKind("JPEG of " + components.size() + " components");
    };
  }

  /** Whether these are the colours of printers. */
  boolean printed() {
    return this == CMYK || this == YCCK;
  }

  /** The image of what a decoder gives without converting it. */
  Bitmap bitmap(Raster raster) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int plane = width * height;
    int bands = raster.getNumBands();
    byte[] samples = new byte[(this == GRAY ? 1 : 3) * plane];
    byte[] line = new byte[bands * width];
    for (int row = 0; row < height; row++) {
      raster.getDataElements(raster.getMinX(), raster.getMinY() + row, width, 1, line);
      int to = row * width;
      switch (this) {
        case GRAY -> System.arraycopy(line, 0, samples, to, width);
        case RGB -> separate(line, samples, to, plane);
        case YCBCR -> light(line, bands, samples, to, plane);
        case CMYK -> inks(line, samples, to, plane);
        case YCCK -> {
          invertedLight(line);
          inks(line, samples, to, plane);
        }
      }
    }
    return new Bitmap(this == GRAY ? 1 : 3, height, width, samples);
  }

  private static void separate(byte[] line, byte[] samples, int begin, int plane) {
    int to = begin;
    for (int from = 0; from < line.length; from += 3) {
      samples[to] = line[from];
      samples[plane + to] = line[from + 1];
      samples[2 * plane + to] = line[from + 2];
      to++;
    }
  }

  private static void light(byte[] line, int bands, byte[] samples, int begin, int plane) {
    int to = begin;
    for (int from = 0; from < line.length; from += bands) {
      int y = line[from] & 0xff;
      int cb = (line[from + 1] & 0xff) - 128;
      int cr = (line[from + 2] & 0xff) - 128;
      samples[to] = red(y, cr);
      samples[plane + to] = green(y, cb, cr);
      samples[2 * plane + to] = blue(y, cb);
      to++;
    }
  }

  /** The three colours become inks, which are the inverse of light; black stays. */
  private static void invertedLight(byte[] line) {
    for (int at = 0; at < line.length; at += 4) {
      int y = line[at] & 0xff;
      int cb = (line[at + 1] & 0xff) - 128;
      int cr = (line[at + 2] & 0xff) - 128;
      line[at] = (byte) ~red(y, cr);
      line[at + 1] = (byte) ~green(y, cb, cr);
      line[at + 2] = (byte) ~blue(y, cb);
    }
  }

  private static void inks(byte[] line, byte[] samples, int begin, int plane) {
    int to = begin;
    for (int from = 0; from < line.length; from += 4) {
      int black = line[from + 3] & 0xff;
      for (int ink = 0; ink < 3; ink++) {
        samples[ink * plane + to] = (byte) (((line[from + ink] & 0xff) * black + 127) / 255);
      }
      to++;
    }
  }

  private static byte red(int y, int cr) {
    return sample(y + ((RED_OF_CR * cr + HALF) >> FRACTION));
  }

  private static byte green(int y, int cb, int cr) {
    return sample(y + ((-GREEN_OF_CB * cb - GREEN_OF_CR * cr + HALF) >> FRACTION));
  }

  private static byte blue(int y, int cb) {
    return sample(y + ((BLUE_OF_CB * cb + HALF) >> FRACTION));
  }

  private static byte sample(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }
}
