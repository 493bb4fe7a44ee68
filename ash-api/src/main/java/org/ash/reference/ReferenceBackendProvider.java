package org.ash.reference;

import java.util.List;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.BackendProvider;
import org.ash.spi.Device;
import org.ash.spi.Probe;

/**
 * The backend {@code reference}: plain Java in float64, always available, the last choice. It runs
 * on one thread whatever the options allow.
 */
public final class ReferenceBackendProvider implements BackendProvider {
  /** Below every engine: it is chosen only by name or when nothing else is there. */
  private static final int PRIORITY = -100;

  private static final Device DEVICE = new Device(Device.Kind.CPU, 0, "plain Java, float64");

  /** For {@link java.util.ServiceLoader}. */
  public ReferenceBackendProvider() {}

  @Override
  public String name() {
    return ReferenceBackend.NAME;
  }

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public Probe probe() {
    return new Probe.Available(ReferenceBackend.engineVersionText(), List.of(DEVICE));
  }

  @Override
  public Backend open(BackendOptions options) {
    options
        .device()
        .filter(id -> !id.equals(DEVICE.id()))
        .ifPresent(
            id -> {
              throw new BackendException(
                  "The reference backend runs on " + DEVICE.id() + " only, not on '" + id + "'.");
            });
    return new ReferenceBackend(DEVICE);
  }
}
