package org.ash.zoo;

import java.util.List;
import org.ash.ir.SymbolicShape;

/**
 * How large a VGG is.
 *
 * @param convolutionsPerStage 3 x 3 convolutions in each stage, at least 1 each
 * @param width channels of the first stage; each further one has twice as many, at most 8 times the
 *     first
 * @param hidden units of each of the two dense layers before the last
 * @param imageSize rows and columns of the RGB images; each stage halves them
 */
public record VggSize(List<Integer> convolutionsPerStage, int width, int hidden, int imageSize) {
  private static final int WIDEST = 3;

  /** Copies the list and checks the ranges. */
  public VggSize {
    convolutionsPerStage = List.copyOf(convolutionsPerStage);
    if (convolutionsPerStage.isEmpty()
        || convolutionsPerStage.stream().anyMatch(count -> count < 1)
        || width < 1
        || hidden < 1
        || imageSize >> convolutionsPerStage.size() < 1) {
      throw new IllegalArgumentException(
          "A VGG has at least 1 convolution in each stage, a width and hidden units of at least 1 and"
              + " images that can be halved in each stage.");
    }
  }

  /** Width 64, 100 hidden units and images of 32 x 32, as in the authors' program of ASH. */
  public static VggSize cifar(List<Integer> convolutionsPerStage) {
    return new VggSize(convolutionsPerStage, 64, 100, 32);
  }

  /** Channels of a stage, from 0. */
  int widthOf(int stage) {
    return width << Math.min(stage, WIDEST);
  }

  /** Shape of the images, {@code [N, 3, imageSize, imageSize]}. */
  SymbolicShape inputShape() {
    return SymbolicShape.batch("N", 3, imageSize, imageSize);
  }
}
