package org.ash.zoo;

import java.util.ArrayList;
import java.util.List;
import org.ash.activation.Activation;
import org.ash.nn.Network;
import org.ash.text.NearestNames;

/** The catalogue of networks. */
public final class Zoo {
  private static final List<ZooEntry> ENTRIES = entriesInOrder();

  private Zoo() {}

  /** The names, as {@link #create} takes them, small networks first. */
  public static List<String> names() {
    return ENTRIES.stream().map(ZooEntry::name).toList();
  }

  /** All architectures, small ones first. */
  public static List<ZooEntry> entries() {
    return ENTRIES;
  }

  /**
   * One architecture.
   *
   * @throws IllegalArgumentException when there is none of that name; says which there are
   */
  public static ZooEntry entry(String name) {
    return ENTRIES.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No model named '"
                        + name
                        + "'. Known: "
                        + String.join(", ", names())
                        + "."
                        + NearestNames.question(name, names())));
  }

  /**
   * A network.
   *
   * @param name of its architecture
   * @param activation used at every place
   * @param classes at least 2
   * @throws IllegalArgumentException when there is no such architecture or too few classes
   */
  public static Network create(String name, Activation activation, int classes) {
    return entry(name).create(activation, classes);
  }

  /** Refuses networks that have nothing to tell apart. */
  static int requireClasses(String name, int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException(
          "Model '" + name + "' needs at least 2 classes, given " + classes + ".");
    }
    return classes;
  }

  private static List<ZooEntry> entriesInOrder() {
    List<ZooEntry> entries = new ArrayList<>();
    for (int blocks : List.of(1, 3, 5, 7, 9, 18)) {
      String name = "resnet-" + (6 * blocks + 2);
      ResNetSize size = ResNetSize.cifar(blocks);
      entries.add(
          new ZooEntry(
              name,
              "classification",
              10,
              size.inputShape(),
              "residual network for CIFAR, option-A shortcuts (He et al., CVPR 2016)",
              (activation, classes) -> new CifarResNet(name, size, activation, classes)));
    }
    String deepest = "resnet-164";
    ResNetSize size = ResNetSize.cifar(18);
    entries.add(
        new ZooEntry(
            deepest,
            "classification",
            10,
            size.inputShape(),
            "residual network of pre-activation bottlenecks for CIFAR (He et al., ECCV 2016)",
            (activation, classes) -> new PreActivationResNet(deepest, size, activation, classes)));
    return List.copyOf(entries);
  }
}
