package org.ash.zoo;

import java.util.List;
import java.util.Optional;
import org.ash.activation.Activations;
import org.ash.nn.Network;
import org.ash.nn.NetworkProvider;

/** Gives the zoo's networks to whoever has only their names. */
public final class ZooNetworkProvider implements NetworkProvider {

  /** For {@link java.util.ServiceLoader}. */
  public ZooNetworkProvider() {}

  @Override
  public List<String> names() {
    return Zoo.names();
  }

  @Override
  public Optional<Network> create(String model, String activation, int classes) {
    return Zoo.find(model).map(entry -> entry.create(Activations.parse(activation), classes));
  }
}
