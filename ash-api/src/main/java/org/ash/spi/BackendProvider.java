package org.ash.spi;

/**
 * The entry of an engine, found by {@link java.util.ServiceLoader}. Creating it must load nothing
 * of the engine.
 */
public interface BackendProvider {

  /** The version of this contract; a provider of another one is listed as unavailable. */
  int SPI_VERSION = 1;

  /** Short lower-case name by which users choose it, as {@code tensorflow}. */
  String name();

  /** The {@link #SPI_VERSION} it was built against, as a number compiled in. */
  int spiVersion();

  /** Among several that are available the one with the highest priority is taken. */
  int priority();

  /**
   * Finds out whether the engine can run here. Never throws: what goes wrong, Errors of native
   * loading included, is the reason of {@link Probe.Unavailable}.
   */
  Probe probe();

  /**
   * Opens the engine.
   *
   * @throws BackendException when it cannot be opened with these options; the message says why
   */
  Backend open(BackendOptions options);
}
