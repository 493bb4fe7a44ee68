package org.ash.data.image;

import java.io.IOException;
import java.util.Locale;

/**
 * How large a picture is, as its header says, and what is made of it: the whole of most; of one
 * that would take more than {@value #MOST_MIB} MiB, every second pixel of every second row, or
 * every third, and so on. That depends on the file alone, not on the memory that there is, so that
 * a file is the same image on every machine.
 *
 * @param height rows
 * @param width columns
 * @param pixelBytes of a pixel as the decoder gives it
 */
record PictureSize(int height, int width, int pixelBytes) {
  /** Most memory that one picture takes while it is decoded. */
  static final int MOST_MIB = 448;

  /** Most pixels of a picture, 2^30. */
  static final long MOST_PIXELS = 1L << 30;

  /** Most rows or columns. */
  static final int MOST_SIDE = 1_000_000;

  /** Of an RGB image, and of what is made of it: turned, cropped or with other channels. */
  private static final int IMAGE_BYTES = 3 + 3;

  private static final long MIB = 1 << 20;

  /**
   * Of what a header says.
   *
   * @throws UnreadableKind when it is larger than anything that is read
   * @throws IOException when it has no pixels
   */
  static PictureSize of(int height, int width, int pixelBytes) throws IOException {
    if (height < 1 || width < 1) {
      throw new IOException("its header tells of " + width + " x " + height + " pixels");
    }
    if (height > MOST_SIDE || width > MOST_SIDE || (long) height * width > MOST_PIXELS) {
      throw new UnreadableKind(
          String.format(
              Locale.ROOT,
              "it has %,d x %,d pixels; the most are %,d, and %,d in a row or column",
              width,
              height,
              MOST_PIXELS,
              MOST_SIDE));
    }
    return new PictureSize(height, width, pixelBytes);
  }

  /** Every how many pixels and rows one is taken, from the first on. */
  int step() {
    int step = 1;
    while (bytes(step) > MOST_MIB * MIB) {
      step++;
    }
    return step;
  }

  /** Bytes that it takes while it is decoded, at most {@value #MOST_MIB} MiB. */
  long bytes() {
    return bytes(step());
  }

  private long bytes(int step) {
    long rows = ((long) height + step - 1) / step;
    long columns = ((long) width + step - 1) / step;
    return rows * columns * (pixelBytes + IMAGE_BYTES);
  }
}
