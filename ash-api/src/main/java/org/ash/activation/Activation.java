package org.ash.activation;

import java.util.List;
import java.util.Optional;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;

/** An activation function with its settings, as {@code ash:z=1.0} or {@code relu}. */
public interface Activation {

  /** The text that parses to an equal activation, in its shortest form. */
  String spec();

  /**
   * Writes the activation of one place in a network.
   *
   * @param graph where to write
   * @param parameters gives the parameters of this place, the same at every writing
   * @param name name of the place, as {@code stage1.block0.activation1}
   * @param x what to activate, {@code [N, C, ...]}
   * @return as x
   */
  Value write(GraphBuilder graph, ParameterSource parameters, String name, Value x);

  /**
   * Where it lets through what lies above a threshold of its sample, as ASH does; what a network
   * has learned there is then told. Writes what is not there yet.
   *
   * @param graph where {@link #write} has been called with the same operands
   * @return empty for an activation that has no such gate
   */
  default Optional<Gate> gate(
      GraphBuilder graph, ParameterSource parameters, String name, Value x) {
    return Optional.empty();
  }

  /**
   * Checks that it fits a network with these places.
   *
   * @param places names of the network's places
   * @throws IllegalArgumentException when it speaks of places that are not there; lists those that
   *     are
   */
  default void requirePlaces(List<String> places) {}
}
