package org.ash.conformance.mutant;

import java.util.function.UnaryOperator;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.BackendProvider;
import org.ash.spi.Probe;

/**
 * The reference backend, altered.
 *
 * @param alteration what is done to it
 */
record AlteredProvider(UnaryOperator<Backend> alteration) implements BackendProvider {
  private static final BackendProvider SOUND = new ReferenceBackendProvider();

  @Override
  public String name() {
    return SOUND.name();
  }

  @Override
  public int spiVersion() {
    return SOUND.spiVersion();
  }

  @Override
  public int priority() {
    return SOUND.priority();
  }

  @Override
  public Probe probe() {
    return SOUND.probe();
  }

  @Override
  public Backend open(BackendOptions options) {
    return alteration.apply(SOUND.open(options));
  }
}
