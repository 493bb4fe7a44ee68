package org.ash.data.image;

/**
 * How a picture is to be held, as cameras note it in EXIF: which way its stored rows and columns go
 * on the image. Numbers are 1 to 8; every other means nothing, as 1.
 *
 * @param transposed whether stored rows are the image's columns
 * @param upsideDown whether the image's rows go the other way than what is stored, after that
 * @param mirrored whether the image's columns do
 */
record Orientation(boolean transposed, boolean upsideDown, boolean mirrored) {
  /** As it is stored. */
  static final Orientation UPRIGHT = of(1);

  private static final int TAG = 0x112;

  /** Of a number of EXIF. */
  static Orientation of(int number) {
    return switch (number) {
      case 2 -> new Orientation(false, false, true);
      case 3 -> new Orientation(false, true, true);
      case 4 -> new Orientation(false, true, false);
      case 5 -> new Orientation(true, false, false);
      case 6 -> new Orientation(true, false, true);
      case 7 -> new Orientation(true, true, true);
      case 8 -> new Orientation(true, true, false);
      default -> new Orientation(false, false, false);
    };
  }

  /**
   * Of an EXIF block or a TIFF file: the note on its first picture; upright where there is none.
   */
  static Orientation ofTiff(byte[] block) {
    return of((int) TiffDirectory.of(block).number(TAG).orElse(1));
  }

  /** The image as it is to be held. */
  Bitmap apply(Bitmap stored) {
    if (equals(UPRIGHT)) {
      return stored;
    }
    int height = transposed ? stored.width() : stored.height();
    int width = transposed ? stored.height() : stored.width();
    byte[] from = stored.samples();
    byte[] to = new byte[from.length];
    int down = transposed ? 1 : stored.width();
    int across = transposed ? stored.width() : 1;
    int first = (upsideDown ? (height - 1) * down : 0) + (mirrored ? (width - 1) * across : 0);
    int nextRow = upsideDown ? -down : down;
    int nextColumn = mirrored ? -across : across;
    int at = 0;
    for (int channel = 0; channel < stored.channels(); channel++) {
      int begin = channel * height * width + first;
      for (int row = 0; row < height; row++) {
        int source = begin + row * nextRow;
        for (int column = 0; column < width; column++) {
          to[at++] = from[source];
          source += nextColumn;
        }
      }
    }
    return new Bitmap(stored.channels(), height, width, to);
  }
}
