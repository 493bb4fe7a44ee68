package org.ash.zoo;

import org.ash.activation.Activation;
import org.ash.ir.SymbolicShape;
import org.ash.nn.Network;

/** An architecture of the zoo. */
public final class ZooEntry {
  private final String name;
  private final String task;
  private final int defaultClasses;
  private final SymbolicShape inputShape;
  private final String description;
  private final Recipe recipe;
  private final Factory factory;

  /** Makes networks of one architecture. */
  @FunctionalInterface
  interface Factory {
    Network create(Activation activation, int classes);
  }

  ZooEntry(
      String name,
      String task,
      int defaultClasses,
      SymbolicShape inputShape,
      String description,
      Recipe recipe,
      Factory factory) {
    this.name = name;
    this.task = task;
    this.defaultClasses = defaultClasses;
    this.inputShape = inputShape;
    this.description = description;
    this.recipe = recipe;
    this.factory = factory;
  }

  /** Name by which it is created, as {@code resnet-20}. */
  public String name() {
    return name;
  }

  /** What it is for: {@code classification}. */
  public String task() {
    return task;
  }

  /** Classes it has when nothing else is asked for. */
  public int defaultClasses() {
    return defaultClasses;
  }

  /** Shape of what it takes, as {@code [N, 3, 32, 32]}. */
  public SymbolicShape inputShape() {
    return inputShape;
  }

  /** One line for people. */
  public String description() {
    return description;
  }

  /** How those who published it trained it. */
  public Recipe recipe() {
    return recipe;
  }

  /**
   * A network of this architecture.
   *
   * @param activation used at every place, or that of each, see {@link
   *     org.ash.activation.SiteActivations}
   * @param classes at least 2
   * @throws IllegalArgumentException when classes are too few or the activation speaks of places
   *     that the network does not have
   */
  public Network create(Activation activation, int classes) {
    Network network = factory.create(activation, classes);
    activation.requirePlaces(network.activationPlaces());
    return network;
  }
}
