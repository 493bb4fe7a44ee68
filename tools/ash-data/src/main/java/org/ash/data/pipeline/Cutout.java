package org.ash.data.pipeline;

import java.util.Arrays;
import org.ash.tensor.Philox;

/**
 * Cutout (DeVries and Taylor, 2017): a square whose middle lies anywhere in the view is set to 0,
 * the mean of a normalized image; what of it lies outside is lost. Keyed by (seed, epoch, image
 * index).
 */
final class Cutout {
  private final int side;
  private final Philox stream;

  /**
   * For a pass.
   *
   * @param side rows and columns of the square, at least 1
   */
  Cutout(int side, long seed, int epoch) {
    this.side = side;
    stream = new Philox(seed, Philox.site("cutout", epoch));
  }

  /** Cuts out of a view, {@code [C, height, width]}. */
  void cut(int image, float[] view, int height, int width) {
    int[] bits = stream.block(image);
    int top = Philox.scaled(bits[0], height) - side / 2;
    int left = Philox.scaled(bits[1], width) - side / 2;
    int fromRow = Math.max(0, top);
    int toRow = Math.min(height, top + side);
    int from = Math.max(0, left);
    int to = Math.min(width, left + side);
    for (int plane = 0; plane < view.length; plane += height * width) {
      for (int row = fromRow; row < toRow; row++) {
        Arrays.fill(view, plane + row * width + from, plane + row * width + to, 0);
      }
    }
  }
}
