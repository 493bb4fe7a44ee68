package org.ash.zoo;

import org.ash.activation.Activation;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;

/** What the zoo's networks share: one activation at every place, and images as input. */
abstract class ZooNetwork implements Network {
  private final String name;
  private final SymbolicShape inputShape;
  private final Activation activation;
  private final int classes;

  ZooNetwork(String name, SymbolicShape inputShape, Activation activation, int classes) {
    this.name = name;
    this.inputShape = inputShape;
    this.activation = activation;
    this.classes = Zoo.requireClasses(name, classes);
  }

  /** Writes the forward pass up to the logits. */
  abstract Value write(NetworkWriter to, Value x);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String activation() {
    return activation.spec();
  }

  @Override
  public final SymbolicShape inputShape() {
    return inputShape;
  }

  @Override
  public final int classes() {
    return classes;
  }

  @Override
  public final Value forward(LayerContext layers, Value x) {
    return write(new NetworkWriter(layers, activation), x);
  }
}
