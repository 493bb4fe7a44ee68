package org.ash.activation;

import org.ash.ir.Value;
import org.ash.tensor.Shape;

/** Gives an activation its parameters; implemented by whoever owns the variables. */
@FunctionalInterface
public interface ParameterSource {

  /**
   * A parameter read in the graph that is being written.
   *
   * @param name unique within the network, as {@code stage1.block0.activation1.z}
   * @param shape concrete shape
   * @param initial value of every element in the beginning
   * @param trained whether training changes it; a fixed one keeps its value
   */
  Value parameter(String name, Shape shape, double initial, boolean trained);
}
