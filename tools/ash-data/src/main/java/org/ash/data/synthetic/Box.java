package org.ash.data.synthetic;

/**
 * A rectangle of whole pixels.
 *
 * @param left first column
 * @param top first row
 * @param right column after the last
 * @param bottom row after the last
 */
public record Box(int left, int top, int right, int bottom) {
  /** Checks that the box has at least one pixel. */
  public Box {
    if (left < 0 || top < 0 || right <= left || bottom <= top) {
      throw new IllegalArgumentException(
          "A box has at least one pixel, given columns %d to %d and rows %d to %d."
              .formatted(left, right, top, bottom));
    }
  }

  /** The smallest box around all pixels that are not 0. */
  static Box around(byte[] mask, int size) {
    int left = size;
    int top = size;
    int right = 0;
    int bottom = 0;
    for (int i = 0; i < mask.length; i++) {
      if (mask[i] != 0) {
        left = Math.min(left, i % size);
        right = Math.max(right, i % size + 1);
        top = Math.min(top, i / size);
        bottom = Math.max(bottom, i / size + 1);
      }
    }
    return new Box(left, top, right, bottom);
  }
}
