package org.ash.cli.figure;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.ash.tensor.Tensor;
import org.ash.train.Preprocessing;

/** Small image files for pages. */
public final class Thumbnail {
  /** More rows or columns than this are made fewer. */
  private static final int SIDE = 64;

  private Thumbnail() {}

  /**
   * A normalized image as it was, in a PNG or JPEG file, whichever is smaller.
   *
   * @param image {@code [C, H, W]}
   */
  public static byte[] of(Tensor image, Preprocessing preprocessing) {
    double shrink =
        Math.min(1, (double) SIDE / Math.max(preprocessing.height(), preprocessing.width()));
    return paint(
        Palette.image(image, 0, preprocessing),
        Math.max(1, (int) Math.round(shrink * preprocessing.width())),
        Math.max(1, (int) Math.round(shrink * preprocessing.height())));
  }

  /** A painted tile as a file. */
  static byte[] paint(Tiles.Paint paint, int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, paint.colour((y + 0.5) / height, (x + 0.5) / width));
      }
    }
    byte[] png = write(picture, "png");
    byte[] jpeg = write(picture, "jpeg");
    return png.length <= jpeg.length ? png : jpeg;
  }

  private static byte[] write(BufferedImage picture, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
