package org.ash.data.pipeline;

import org.ash.tensor.Philox;

/**
 * The augmentation of the CIFAR residual networks (He et al., CVPR 2016, section 4.2): the image is
 * padded by {@value #PADDING} pixels on each side, a view of the original size is cut out at
 * random, and it is mirrored with probability 1/2. Padding is black, as in torchvision.
 *
 * <p>Keyed by (seed, epoch, image index): neither the order of the images nor the number of threads
 * changes what an image becomes.
 */
final class RandomCrop implements Augmentation {
  static final int PADDING = 4;

  private static final int OFFSETS = 2 * PADDING + 1;

  private final Philox stream;

  RandomCrop(long seed, int epoch) {
    stream = new Philox(seed, Philox.site("augment", epoch));
  }

  @Override
  public void place(int image, Placement placement) {
    int[] bits = stream.block(image);
    placement.down = Philox.scaled(bits[0], OFFSETS) - PADDING;
    placement.right = Philox.scaled(bits[1], OFFSETS) - PADDING;
    placement.mirrored = bits[2] < 0;
  }
}
