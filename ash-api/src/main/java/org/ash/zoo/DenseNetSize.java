package org.ash.zoo;

import java.util.Collections;
import java.util.List;
import org.ash.ir.SymbolicShape;

/**
 * How large a densely connected network is.
 *
 * @param layersPerStage layers in each dense block, at least 1 each
 * @param growth channels that each layer adds, at least 1
 * @param stem channels before the first block, at least 1
 * @param bottleneck whether a 1 x 1 convolution to 4 times the growth comes before each 3 x 3 one
 * @param compression share of the channels that a transition keeps, in (0, 1]
 * @param imageNet whether the stem is ImageNet's, a 7 x 7 convolution and a pooling that quarter
 *     the image
 * @param imageSize rows and columns of the RGB images; each transition halves them
 */
public record DenseNetSize(
    List<Integer> layersPerStage,
    int growth,
    int stem,
    boolean bottleneck,
    double compression,
    boolean imageNet,
    int imageSize) {
  private static final int CIFAR_STAGES = 3;
  private static final int CIFAR_STEM = 16;

  /** Copies the list and checks the ranges. */
  public DenseNetSize {
    layersPerStage = List.copyOf(layersPerStage);
    if (layersPerStage.isEmpty()
        || layersPerStage.stream().anyMatch(layers -> layers < 1)
        || growth < 1
        || stem < 1
        || !(compression > 0 && compression <= 1)
        || imageSize < 4) {
      throw new IllegalArgumentException(
          "A DenseNet has at least 1 layer in each block, growth and stem of at least 1,"
              + " compression in (0, 1] and images of at least 4 x 4.");
    }
  }

  /** DenseNet for CIFAR with this many 3 x 3 convolutions in each of three blocks; stem 16. */
  public static DenseNetSize plain(int layers, int growth) {
    return new DenseNetSize(
        Collections.nCopies(CIFAR_STAGES, layers), growth, CIFAR_STEM, false, 1, false, 32);
  }

  /** DenseNet-BC for CIFAR: bottlenecks, compression by half, a stem of twice the growth. */
  public static DenseNetSize compressed(int layers, int growth) {
    return new DenseNetSize(
        Collections.nCopies(CIFAR_STAGES, layers), growth, 2 * growth, true, 0.5, false, 32);
  }

  /** DenseNet-BC for ImageNet. */
  public static DenseNetSize imageNet(List<Integer> layersPerStage, int growth) {
    return new DenseNetSize(layersPerStage, growth, 2 * growth, true, 0.5, true, 224);
  }

  /** Shape of the images, {@code [N, 3, imageSize, imageSize]}. */
  SymbolicShape inputShape() {
    return SymbolicShape.batch("N", 3, imageSize, imageSize);
  }
}
