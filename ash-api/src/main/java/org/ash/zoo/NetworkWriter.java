package org.ash.zoo;

import org.ash.activation.Activation;
import org.ash.ir.Value;
import org.ash.nn.BatchNormalization;
import org.ash.nn.Conv2D;
import org.ash.nn.Dense;
import org.ash.nn.Dropout;
import org.ash.nn.Flatten;
import org.ash.nn.GlobalAveragePooling;
import org.ash.nn.LayerContext;

/**
 * Writes the layers that the zoo's networks are made of, one short method each.
 *
 * @param layers where to write
 * @param activation used at every place
 */
record NetworkWriter(LayerContext layers, Activation activation) {

  /** A convolution without bias that keeps the image's size at stride 1. */
  Value conv(String name, int filters, int kernel, int stride, Value x) {
    return Conv2D.same(filters, kernel, stride).write(layers, name, x);
  }

  /** Batch normalization. */
  Value norm(String name, Value x) {
    return BatchNormalization.standard().write(layers, name, x);
  }

  /** The network's activation. */
  Value activate(String place, Value x) {
    return layers.activate(activation, place, x);
  }

  /**
   * Normalization and activation, named {@code <block>.norm<number>} and {@code
   * <block>.activation<number>}.
   */
  Value activated(String block, String number, Value x) {
    return activate(block + ".activation" + number, norm(block + ".norm" + number, x));
  }

  /** Convolution, normalization and activation, named as in {@link #activated}. */
  Value convActivated(String block, String number, int filters, int kernel, int stride, Value x) {
    return activated(block, number, conv(block + ".conv" + number, filters, kernel, stride, x));
  }

  /** Drops elements in training; nothing at a rate of 0. */
  Value dropout(String name, double rate, Value x) {
    return rate == 0 ? x : new Dropout(rate).write(layers, name, x);
  }

  /** A residual sum. */
  Value add(String name, Value branch, Value shortcut) {
    return layers.add(name, branch, shortcut);
  }

  /** All elements of an image as one vector. */
  Value flatten(String name, Value x) {
    return new Flatten().write(layers, name, x);
  }

  /** A dense layer with bias. */
  Value dense(String name, int units, Value x) {
    return Dense.of(units).write(layers, name, x);
  }

  /** The mean of each channel, then a dense layer to the logits. */
  Value head(int classes, Value x) {
    return dense("head.dense", classes, new GlobalAveragePooling().write(layers, "head.pool", x));
  }
}
