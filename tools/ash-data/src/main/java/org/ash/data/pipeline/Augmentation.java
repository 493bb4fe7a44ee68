package org.ash.data.pipeline;

/** Decides how an image is changed; thread-safe, and a pure function of the image's index. */
@FunctionalInterface
interface Augmentation {
  /** Writes into {@code placement} how the image of this index is to be laid. */
  void place(int image, Placement placement);
}
