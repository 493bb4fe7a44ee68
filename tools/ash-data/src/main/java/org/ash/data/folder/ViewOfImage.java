package org.ash.data.folder;

import org.ash.data.image.Bitmap;
import org.ash.tensor.Philox;

/**
 * The part of an image that a network is shown.
 *
 * @param top first row
 * @param left first column
 * @param height rows
 * @param width columns
 * @param mirrored whether left and right change places
 */
record ViewOfImage(int top, int left, int height, int width, boolean mirrored) {
  private static final int ATTEMPTS = 10;
  private static final double LEAST_AREA = 0.08;
  private static final double MOST_STRETCH = 4.0 / 3;

  /**
   * The centre, as if the shorter side were resized to {@code resize} and a square of {@code size}
   * cut out, in one step.
   */
  static ViewOfImage centre(Bitmap image, int size, int resize) {
    int shorter = Math.min(image.height(), image.width());
    int side = (int) Math.max(1, Math.min(shorter, Math.round((double) shorter * size / resize)));
    return new ViewOfImage(
        (image.height() - side) / 2, (image.width() - side) / 2, side, side, false);
  }

  /**
   * At random, as torchvision's RandomResizedCrop and Inception's training: 8 to 100 % of the area,
   * 3:4 to 4:3, mirrored half of the time; keyed by (seed, epoch, image index). Where ten attempts
   * do not fit, the largest centred part of such proportions.
   */
  static ViewOfImage random(Bitmap image, long seed, int epoch, int index) {
    Philox stream = new Philox(seed, Philox.site("resized-crop", epoch, index));
    boolean mirrored = stream.uniform(0) < 0.5;
    double area = (double) image.height() * image.width();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long at = 1 + 4L * attempt;
      double target = area * (LEAST_AREA + (1 - LEAST_AREA) * stream.uniform(at));
      double stretch = StrictMath.pow(MOST_STRETCH, 2 * stream.uniform(at + 1) - 1);
      int width = (int) Math.round(Math.sqrt(target * stretch));
      int height = (int) Math.round(Math.sqrt(target / stretch));
      if (width >= 1 && height >= 1 && width <= image.width() && height <= image.height()) {
        int top = stream.below(at + 2, image.height() - height + 1);
        int left = stream.below(at + 3, image.width() - width + 1);
        return new ViewOfImage(top, left, height, width, mirrored);
      }
    }
    int width =
        (int) Math.min(image.width(), Math.max(1, Math.round(image.height() * MOST_STRETCH)));
    int height =
        (int) Math.min(image.height(), Math.max(1, Math.round(image.width() * MOST_STRETCH)));
    return new ViewOfImage(
        (image.height() - height) / 2, (image.width() - width) / 2, height, width, mirrored);
  }

  /** The view as a square image. */
  Bitmap of(Bitmap image, int size) {
    return image.crop(top, left, height, width).resized(size, size);
  }
}
