package org.ash.nn;

import java.util.List;
import java.util.Optional;

/**
 * Makes networks by name; found by {@link java.util.ServiceLoader}, so that a checkpoint finds the
 * network it was made of, also one that this project does not know.
 */
public interface NetworkProvider {

  /** Names of the networks it makes; it may know further ones of their families. */
  List<String> names();

  /**
   * Makes a network.
   *
   * @param model its name
   * @param activation specification of its activation, as {@code ash:z=1.0}
   * @param classes number of classes
   * @return empty when it does not know the name
   * @throws IllegalArgumentException when it does, but not the activation, or classes are too few
   */
  Optional<Network> create(String model, String activation, int classes);
}
