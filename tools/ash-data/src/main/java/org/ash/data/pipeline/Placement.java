package org.ash.data.pipeline;

/**
 * How an image is laid into the network's view; one object per thread is written again and again.
 */
final class Placement {
  /** Rows by which the view lies below the image's first row; negative: above. */
  int down;

  /** Columns by which the view lies to the right of the image's first column; negative: left. */
  int right;

  /** Whether left and right change places, after the view was taken. */
  boolean mirrored;

  /** Leaves the image unchanged. */
  void asItIs() {
    down = 0;
    right = 0;
    mirrored = false;
  }
}
