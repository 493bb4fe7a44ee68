package org.ash.nn;

import org.ash.ir.Value;

/** A part of a network that writes itself, with its parameters, into a graph. */
@FunctionalInterface
public interface Layer {

  /**
   * Writes the layer at a place; its parameters are named {@code <name>.weight} and so on.
   *
   * @param layers where to write, with which parameters, for training or inference
   * @param name unique within the network, as {@code stage1.block0.conv1}
   * @param x what the layer takes
   * @return what it gives
   */
  Value write(LayerContext layers, String name, Value x);
}
