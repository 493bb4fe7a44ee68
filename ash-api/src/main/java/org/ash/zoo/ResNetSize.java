package org.ash.zoo;

import org.ash.ir.SymbolicShape;

/**
 * How large a residual network of three stages is; each stage halves the image and doubles the
 * channels of the one before.
 *
 * @param blocksPerStage residual blocks in each stage, at least 1
 * @param width channels of the first stage (inside its blocks), at least 1; 16 in the papers
 * @param imageSize rows and columns of the RGB images, at least 4; 32 in the papers
 */
public record ResNetSize(int blocksPerStage, int width, int imageSize) {
  /** Stages of the networks for CIFAR. */
  public static final int STAGES = 3;

  /** Checks the ranges. */
  public ResNetSize {
    if (blocksPerStage < 1 || width < 1 || imageSize < 4) {
      throw new IllegalArgumentException(
          "A residual network has blocksPerStage >= 1, width >= 1 and imageSize >= 4, given "
              + blocksPerStage
              + ", "
              + width
              + ", "
              + imageSize
              + ".");
    }
  }

  /** Width 16 and images of 32 x 32, as in the papers. */
  public static ResNetSize cifar(int blocksPerStage) {
    return new ResNetSize(blocksPerStage, 16, 32);
  }

  /** Shape of the images, {@code [N, 3, imageSize, imageSize]}. */
  SymbolicShape inputShape() {
    return SymbolicShape.batch("N", 3, imageSize, imageSize);
  }

  /** Channels of a stage, from 0. */
  int widthOf(int stage) {
    return width << stage;
  }

  /** Stride of a block: the first one of every stage but the first halves the image. */
  int strideOf(int stage, int block) {
    return firstHalves(stage, block);
  }

  /** 2 for the first block of every stage but the first, else 1. */
  static int firstHalves(int stage, int block) {
    return stage > 0 && block == 0 ? 2 : 1;
  }

  /** Name of a block, as {@code stage1.block0}; stages count from 1, blocks from 0. */
  static String nameOf(int stage, int block) {
    return "stage" + (stage + 1) + ".block" + block;
  }
}
