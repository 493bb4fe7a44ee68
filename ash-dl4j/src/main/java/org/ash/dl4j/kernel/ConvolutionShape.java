package org.ash.dl4j.kernel;

import org.ash.dl4j.memory.NativeArray;
import org.ash.ir.Window;
import org.ash.tensor.Shape;

/**
 * The extents of a convolution y = conv(x, w) and how its samples are taken together.
 *
 * @param window strides, padding, dilation, groups
 * @param x shape of the images [N, C, H, W]
 * @param w shape of the weight [M, C/group, kH, kW]
 * @param y shape of the results [N, M, oH, oW]
 */
record ConvolutionShape(Window window, Shape x, Shape w, Shape y) {
  /** Elements of x and y that a block of samples has at least: about what a cache holds. */
  private static final long BLOCK_ELEMENTS = 1 << 18;

  /** Blocks there are at least when the batch has as many samples, to keep all threads at work. */
  private static final int LEAST_BLOCKS = 4;

  int samples() {
    return (int) x.dim(0);
  }

  /** Elements of one image. */
  int imageSize() {
    return Math.toIntExact(x.dim(1) * x.dim(2) * x.dim(3));
  }

  /** Elements of one result. */
  int resultSize() {
    return Math.toIntExact(y.dim(1) * y.dim(2) * y.dim(3));
  }

  /** Positions of the window on one image. */
  int positions() {
    return Math.toIntExact(y.dim(2) * y.dim(3));
  }

  /** Input channels of a group times taps of the kernel: the terms of one result. */
  int terms() {
    return Math.toIntExact(w.dim(1) * w.dim(2) * w.dim(3));
  }

  /**
   * Samples that are computed together; depends on shapes only, so that the number of threads does
   * not change the order of any sum.
   */
  int samplesPerBlock() {
    long perSample = Math.max(1, (long) imageSize() + resultSize());
    long fitting = Math.max(1, BLOCK_ELEMENTS / perSample);
    long spread = Math.max(1, (samples() + LEAST_BLOCKS - 1) / LEAST_BLOCKS);
    return (int) Math.min(fitting, spread);
  }

  int blocks() {
    return (samples() + samplesPerBlock() - 1) / samplesPerBlock();
  }

  int firstSample(int block) {
    return block * samplesPerBlock();
  }

  /** Samples of a block; the last may have fewer. */
  int samplesOf(int block) {
    return Math.min(samplesPerBlock(), samples() - firstSample(block));
  }

  /** The samples of a block out of x, y or their gradients. */
  NativeArray part(NativeArray images, int block) {
    Shape shape = images.shape();
    Shape part = Shape.of(samplesOf(block), shape.dim(1), shape.dim(2), shape.dim(3));
    long perSample = shape.dim(1) * shape.dim(2) * shape.dim(3);
    return images.slice(firstSample(block) * perSample, part);
  }
}
