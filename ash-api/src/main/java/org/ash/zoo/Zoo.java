package org.ash.zoo;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.ash.activation.Activation;
import org.ash.nn.Network;
import org.ash.text.NearestNames;

/**
 * The catalogue of networks. Besides those that are listed, every size of a family can be had by
 * its name: {@code resnet-14}, {@code wrn-22-4}, {@code densenet-bc-190-40}.
 */
public final class Zoo {
  private static final int MOST_CLASSES = 1_000_000;

  private static final List<ZooEntry> ENTRIES =
      Stream.of(
              "resnet-8",
              "resnet-20",
              "resnet-32",
              "resnet-44",
              "resnet-56",
              "resnet-110",
              "resnet-164",
              "wrn-16-4",
              "wrn-40-2",
              "wrn-28-10",
              "densenet-bc-100-12",
              "densenet-100-12",
              "vgg-11",
              "vgg-19",
              "densenet-121",
              "resnet-50",
              "resnet-50-v2")
          .map(name -> ZooFamilies.find(name).orElseThrow())
          .toList();

  private Zoo() {}

  /** Names that {@link #create} takes; further ones are made as {@link #families} tells. */
  public static List<String> names() {
    return ENTRIES.stream().map(ZooEntry::name).toList();
  }

  /** The architectures that are listed. */
  public static List<ZooEntry> entries() {
    return ENTRIES;
  }

  /**
   * One architecture.
   *
   * @throws IllegalArgumentException when there is none of that name; says which there are
   */
  public static ZooEntry entry(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No model named '"
                        + name
                        + "'. Known: "
                        + String.join(", ", names())
                        + "; and of any size: "
                        + String.join(", ", families())
                        + "."
                        + NearestNames.question(name, names())));
  }

  /** How the names of each family are made, as {@code wrn-D-k (D = 6n + 4)}. */
  public static List<String> families() {
    return ZooFamilies.forms();
  }

  /**
   * One architecture, empty when there is none of that name.
   *
   * @throws IllegalArgumentException when there is such a family, but none of that size
   */
  static Optional<ZooEntry> find(String name) {
    return ZooFamilies.find(name);
  }

  /**
   * A network.
   *
   * @param name of its architecture
   * @param activation used at every place
   * @param classes 2 to 1,000,000
   * @throws IllegalArgumentException when there is no such architecture or too few or many classes
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
    if (classes > MOST_CLASSES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Model '%s' tells at most %,d classes apart, given %,d.",
              name,
              MOST_CLASSES,
              classes));
    }
    return classes;
  }
}
