package org.ash.zoo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The families of architectures. */
final class ZooFamilies {
  private static final String TASK = "classification";
  private static final int CIFAR_CLASSES = 10;
  private static final int IMAGENET_CLASSES = 1000;

  /** Beyond the deepest that were ever published, ResNet-1202 and DenseNet-264. */
  private static final int MOST_LAYERS = 2_000;

  /** Every layer of a dense block reads all before it. */
  private static final int MOST_DENSE_LAYERS = 400;

  private static final int MOST_WIDENING = 100;
  private static final int MOST_GROWTH = 400;

  /** Layers from which on He et al., CVPR 2016, section 4.2, begin with a lower rate. */
  private static final int WARMED_UP_DEPTH = 110;

  /** Blocks in each stage of the residual networks of He et al., CVPR 2016, table 1. */
  private static final Map<Integer, List<Integer>> IMAGENET_RESNETS =
      Map.of(50, List.of(3, 4, 6, 3), 101, List.of(3, 4, 23, 3), 152, List.of(3, 8, 36, 3));

  /** Layers in each stage and growth of those of Huang et al., CVPR 2017, table 1. */
  private static final Map<Integer, DenseNetSize> IMAGENET_DENSENETS =
      Map.of(
          121, DenseNetSize.imageNet(List.of(6, 12, 24, 16), 32),
          169, DenseNetSize.imageNet(List.of(6, 12, 32, 32), 32),
          201, DenseNetSize.imageNet(List.of(6, 12, 48, 32), 32));

  /** Convolutions in each stage of those of Simonyan and Zisserman, ICLR 2015, table 1. */
  private static final Map<Integer, List<Integer>> VGGS =
      Map.of(
          11, List.of(1, 1, 2, 2, 2),
          13, List.of(2, 2, 2, 2, 2),
          16, List.of(2, 2, 3, 3, 3),
          19, List.of(2, 2, 4, 4, 4));

  /** The first that knows a name has it: resnet-50 is ImageNet's, though 50 is 6 * 8 + 2. */
  private static final List<ZooFamily> ALL =
      List.of(
          ZooFamily.of("resnet-50|101|152", "resnet-(50|101|152)", false, ZooFamilies::imageNet),
          ZooFamily.of(
              "resnet-50|101|152-v2", "resnet-(50|101|152)-v2", false, ZooFamilies::imageNet),
          ZooFamily.of(
              "resnet-164|1001 (9n + 2)",
              "resnet-(164|1001)",
              false,
              ZooFamilies::preActivationResNet),
          ZooFamily.of("resnet-D (6n + 2)", "resnet-(\\d{1,5})", false, ZooFamilies::cifarResNet),
          ZooFamily.of(
              "wrn-D-k (D = 6n + 4)", "wrn-(\\d{1,5})-(\\d{1,4})", true, ZooFamilies::wide),
          ZooFamily.of(
              "densenet-121|169|201",
              "densenet-(121|169|201)",
              false,
              ZooFamilies::imageNetDenseNet),
          ZooFamily.of(
              "densenet-L-k (L = 3n + 4)",
              "densenet-(\\d{1,5})-(\\d{1,4})",
              true,
              ZooFamilies::denseNet),
          ZooFamily.of(
              "densenet-bc-L-k (L = 6n + 4)",
              "densenet-bc-(\\d{1,5})-(\\d{1,4})",
              true,
              ZooFamilies::compressedDenseNet),
          ZooFamily.of("vgg-11|13|16|19", "vgg-(11|13|16|19)", false, ZooFamilies::vgg));

  private ZooFamilies() {}

  /** How the names of each family are made. */
  static List<String> forms() {
    return ALL.stream().map(ZooFamily::form).toList();
  }

  /** The architecture of a name, empty when no family knows it. */
  static Optional<ZooEntry> find(String name) {
    return ALL.stream().flatMap(family -> family.find(name).stream()).findFirst();
  }

  private static ZooEntry cifarResNet(String name, ZooFamily.Numbers numbers, double dropout) {
    int depth = numbers.get(1);
    ResNetSize size = ResNetSize.cifar(blocks(name, depth, MOST_LAYERS, 6, 2));
    return new ZooEntry(
        name,
        TASK,
        CIFAR_CLASSES,
        size.inputShape(),
        "residual network for CIFAR, option-A shortcuts (He et al., CVPR 2016)",
        depth < WARMED_UP_DEPTH ? Recipes.CIFAR_RESNET : Recipes.DEEP_CIFAR_RESNET,
        (activation, classes) -> new CifarResNet(name, size, activation, classes));
  }

  private static ZooEntry preActivationResNet(
      String name, ZooFamily.Numbers numbers, double dropout) {
    ResNetSize size = ResNetSize.cifar(blocks(name, numbers.get(1), MOST_LAYERS, 9, 2));
    return new ZooEntry(
        name,
        TASK,
        CIFAR_CLASSES,
        size.inputShape(),
        "residual network of pre-activation bottlenecks for CIFAR (He et al., ECCV 2016)",
        Recipes.PRE_ACTIVATION_RESNET,
        (activation, classes) -> new PreActivationResNet(name, size, activation, classes));
  }

  private static ZooEntry wide(String name, ZooFamily.Numbers numbers, double dropout) {
    ResNetSize size = ResNetSize.cifar(blocks(name, numbers.get(1), MOST_LAYERS, 6, 4));
    int widening = width(name, numbers.get(2), MOST_WIDENING);
    return new ZooEntry(
        name,
        TASK,
        CIFAR_CLASSES,
        size.inputShape(),
        "wide residual network for CIFAR (Zagoruyko and Komodakis, BMVC 2016)",
        Recipes.WIDE_RESNET,
        (activation, classes) ->
            new WideResNet(name, size, widening, dropout, activation, classes));
  }

  private static ZooEntry denseNet(String name, ZooFamily.Numbers numbers, double dropout) {
    int growth = width(name, numbers.get(2), MOST_GROWTH);
    DenseNetSize size =
        DenseNetSize.plain(blocks(name, numbers.get(1), MOST_DENSE_LAYERS, 3, 4), growth);
    return denseNet(
        name, CIFAR_CLASSES, size, dropout, Recipes.CIFAR_DENSENET, "DenseNet for CIFAR");
  }

  private static ZooEntry compressedDenseNet(
      String name, ZooFamily.Numbers numbers, double dropout) {
    int growth = width(name, numbers.get(2), MOST_GROWTH);
    DenseNetSize size =
        DenseNetSize.compressed(blocks(name, numbers.get(1), MOST_DENSE_LAYERS, 6, 4), growth);
    return denseNet(
        name, CIFAR_CLASSES, size, dropout, Recipes.CIFAR_DENSENET, "DenseNet-BC for CIFAR");
  }

  private static ZooEntry imageNetDenseNet(String name, ZooFamily.Numbers numbers, double dropout) {
    DenseNetSize size = IMAGENET_DENSENETS.get(numbers.get(1));
    return denseNet(
        name,
        IMAGENET_CLASSES,
        size,
        dropout,
        Recipes.IMAGENET_DENSENET,
        "DenseNet-BC for ImageNet");
  }

  private static ZooEntry denseNet(
      String name, int usual, DenseNetSize size, double dropout, Recipe recipe, String what) {
    return new ZooEntry(
        name,
        TASK,
        usual,
        size.inputShape(),
        what + " (Huang et al., CVPR 2017)",
        recipe,
        (activation, classes) -> new DenseNet(name, size, dropout, activation, classes));
  }

  private static ZooEntry imageNet(String name, ZooFamily.Numbers numbers, double dropout) {
    BottleneckSize size = BottleneckSize.imageNet(IMAGENET_RESNETS.get(numbers.get(1)));
    BottleneckResNet.Version version =
        name.endsWith("-v2") ? BottleneckResNet.Version.V2 : BottleneckResNet.Version.V1_5;
    String what =
        version == BottleneckResNet.Version.V2
            ? "residual network for ImageNet, version 2 (He et al., ECCV 2016)"
            : "residual network for ImageNet, version 1.5 (He et al., CVPR 2016)";
    return new ZooEntry(
        name,
        TASK,
        IMAGENET_CLASSES,
        size.inputShape(),
        what,
        Recipes.IMAGENET_RESNET,
        (activation, classes) -> new BottleneckResNet(name, size, version, activation, classes));
  }

  private static ZooEntry vgg(String name, ZooFamily.Numbers numbers, double dropout) {
    VggSize size = VggSize.cifar(VGGS.get(numbers.get(1)));
    return new ZooEntry(
        name,
        TASK,
        CIFAR_CLASSES,
        size.inputShape(),
        "VGG for CIFAR with normalization and three dense layers (Simonyan, Zisserman, ICLR 2015)",
        Recipes.CIFAR_VGG,
        (activation, classes) -> new Vgg(name, size, activation, classes));
  }

  /** Blocks in a stage of a network that is {@code perBlock n + rest} layers deep. */
  private static int blocks(String name, int depth, int most, int perBlock, int rest) {
    if (depth > most) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "Model '%s': its depth is at most %,d, given %,d.", name, most, depth));
    }
    int blocks = (depth - rest) / perBlock;
    if (blocks < 1 || perBlock * blocks + rest != depth) {
      int nearest = Math.max(1, Math.round((float) (depth - rest) / perBlock));
      throw new IllegalArgumentException(
          "Model '%s': its depth is %d n + %d with n >= 1, given %d; %d is near."
              .formatted(name, perBlock, rest, depth, perBlock * nearest + rest));
    }
    return blocks;
  }

  private static int width(String name, int number, int most) {
    if (number < 1 || number > most) {
      throw new IllegalArgumentException(
          "Model '%s': its width is 1 to %d, given %d.".formatted(name, most, number));
    }
    return number;
  }
}
