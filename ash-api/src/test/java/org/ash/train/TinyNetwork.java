package org.ash.train;

import org.ash.activation.Activation;
import org.ash.activation.Activations;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;
import org.ash.nn.BatchNormalization;
import org.ash.nn.Conv2D;
import org.ash.nn.Dense;
import org.ash.nn.GlobalAveragePooling;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;

/** A network that the oracle trains in a second: one convolution, one ASH. */
final class TinyNetwork implements Network {
  private final Activation activation;
  private final int classes;

  TinyNetwork(String activation, int classes) {
    this.activation = Activations.parse(activation);
    this.classes = classes;
  }

  @Override
  public String name() {
    return "tiny";
  }

  @Override
  public String activation() {
    return activation.spec();
  }

  @Override
  public SymbolicShape inputShape() {
    return SymbolicShape.batch("N", 1, 6, 6);
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public Value forward(LayerContext layers, Value x) {
    Value y = Conv2D.same(4, 3, 2).write(layers, "conv", x);
    y = BatchNormalization.standard().write(layers, "norm", y);
    y = layers.activate(activation, "activation", y);
    y = new GlobalAveragePooling().write(layers, "pool", y);
    return Dense.of(classes).write(layers, "dense", y);
  }
}
