package org.ash.zoo;

import java.util.List;
import org.ash.ir.SymbolicShape;

/**
 * How large a residual network for ImageNet is; each stage but the first halves the image and
 * doubles the channels of the one before.
 *
 * @param blocksPerStage residual blocks in each stage, at least 1 each
 * @param width channels of the stem and of the first stage (inside its blocks); 64 in the paper
 * @param imageSize rows and columns of the RGB images; 224 in the paper
 */
public record BottleneckSize(List<Integer> blocksPerStage, int width, int imageSize) {

  /** Copies the list and checks the ranges. */
  public BottleneckSize {
    blocksPerStage = List.copyOf(blocksPerStage);
    if (blocksPerStage.isEmpty()
        || blocksPerStage.stream().anyMatch(blocks -> blocks < 1)
        || width < 1
        || imageSize < 4) {
      throw new IllegalArgumentException(
          "A residual network has at least 1 block in each stage, a width of at least 1 and images"
              + " of at least 4 x 4.");
    }
  }

  /** Width 64 and images of 224 x 224, as in the paper. */
  public static BottleneckSize imageNet(List<Integer> blocksPerStage) {
    return new BottleneckSize(blocksPerStage, 64, 224);
  }

  /** Shape of the images, {@code [N, 3, imageSize, imageSize]}. */
  SymbolicShape inputShape() {
    return SymbolicShape.batch("N", 3, imageSize, imageSize);
  }

  /** Channels inside the blocks of a stage, from 0. */
  int widthOf(int stage) {
    return width << stage;
  }
}
