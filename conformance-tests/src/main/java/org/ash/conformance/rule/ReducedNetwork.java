package org.ash.conformance.rule;

import org.ash.activation.Activations;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;
import org.ash.nn.BatchNormalization;
import org.ash.nn.Conv2D;
import org.ash.nn.Dense;
import org.ash.nn.GlobalAveragePooling;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;

/**
 * A residual network that the oracle trains a hundred steps in a second or two: a strided
 * convolution, a residual block, dense; images of 2 channels, 7 x 6.
 *
 * @param activation used at every place, by its name
 */
record ReducedNetwork(String activation) implements Network {
  private static final int CLASSES = 3;
  private static final int CHANNELS = 4;

  @Override
  public String name() {
    return "reduced";
  }

  @Override
  public SymbolicShape inputShape() {
    return SymbolicShape.batch("N", 2, 7, 6);
  }

  @Override
  public int classes() {
    return CLASSES;
  }

  @Override
  public Value forward(LayerContext layers, Value x) {
    Value stem = Conv2D.same(CHANNELS, 3, 2).write(layers, "stem.conv", x);
    stem = BatchNormalization.standard().write(layers, "stem.norm", stem);
    stem = layers.activate(Activations.parse(activation), "stem.activation", stem);
    Value y = Conv2D.same(CHANNELS, 3, 1).write(layers, "block.conv", stem);
    y = BatchNormalization.standard().write(layers, "block.norm", y);
    y = layers.graph().add(y, stem);
    y = layers.activate(Activations.parse(activation), "block.activation", y);
    y = new GlobalAveragePooling().write(layers, "pool", y);
    return Dense.of(CLASSES).write(layers, "dense", y);
  }
}
