package org.ash.nn;

import java.util.Optional;
import org.ash.activation.Activation;
import org.ash.activation.Gate;
import org.ash.ir.Value;

/**
 * A place of a network where an activation has been written.
 *
 * @param name of the place, as {@code stage1.block0.activation1}
 * @param activation what is applied there
 * @param x what it is given
 * @param y what it gives, as x
 */
public record ActivatedPlace(String name, Activation activation, Value x, Value y) {

  /**
   * The gate of the activation, where it has one.
   *
   * @param layers where the place has been written
   */
  public Optional<Gate> gate(LayerContext layers) {
    return activation.gate(layers.graph(), layers.source(), name, x);
  }
}
