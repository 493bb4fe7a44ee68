package org.ash.zoo;

import java.util.List;

/** The recipes of the papers. Weights decay; normalizations, activations and biases do not. */
final class Recipes {
  /** 400 steps of 128 images, of which an epoch of CIFAR has 390. */
  private static final Recipe.WarmUp FIRST_400_STEPS = new Recipe.WarmUp(400.0 / 390, 0.01);

  static final Recipe CIFAR_RESNET =
      cifarResNet("He et al., CVPR 2016, section 4.2", Recipe.WarmUp.NONE);

  /** As {@link #CIFAR_RESNET}; the authors warm up ResNet-110, deeper ones are taken likewise. */
  static final Recipe DEEP_CIFAR_RESNET =
      cifarResNet("He et al., CVPR 2016, section 4.2", FIRST_400_STEPS);

  /** As {@link #DEEP_CIFAR_RESNET}, of any depth. */
  static final Recipe PRE_ACTIVATION_RESNET =
      cifarResNet("He et al., ECCV 2016, appendix", FIRST_400_STEPS);

  static final Recipe WIDE_RESNET =
      new Recipe(
          "Zagoruyko and Komodakis, BMVC 2016, section 3",
          true,
          0.1,
          0.2,
          List.of(60, 120, 160),
          Recipe.WarmUp.NONE,
          200,
          128,
          5e-4);

  static final Recipe CIFAR_DENSENET =
      new Recipe(
          "Huang et al., CVPR 2017, section 4.2",
          true,
          0.1,
          0.1,
          List.of(150, 225),
          Recipe.WarmUp.NONE,
          300,
          64,
          1e-4);

  static final Recipe IMAGENET_DENSENET =
      new Recipe(
          "Huang et al., CVPR 2017, section 4.2",
          true,
          0.1,
          0.1,
          List.of(30, 60),
          Recipe.WarmUp.NONE,
          90,
          256,
          1e-4);

  static final Recipe IMAGENET_RESNET =
      new Recipe(
          "He et al., CVPR 2016, section 3.4, in 90 epochs",
          false,
          0.1,
          0.1,
          List.of(30, 60),
          Recipe.WarmUp.NONE,
          90,
          256,
          1e-4);

  /** VGG's own paper has no CIFAR and no normalization; this is the usual one there. */
  static final Recipe CIFAR_VGG =
      new Recipe(
          "the usual one on CIFAR, not the paper's",
          false,
          0.1,
          0.1,
          List.of(),
          Recipe.WarmUp.NONE,
          200,
          128,
          5e-4);

  private Recipes() {}

  /** 64,000 steps of 128 images are 164 epochs of CIFAR; the rate falls at 32,000 and 48,000. */
  private static Recipe cifarResNet(String source, Recipe.WarmUp warmUp) {
    return new Recipe(source, false, 0.1, 0.1, List.of(82, 123), warmUp, 164, 128, 1e-4);
  }
}
