package org.ash.spi;

import java.util.List;

/** Whether a backend can be opened here, or why not. */
public sealed interface Probe {

  /**
   * It can be opened.
   *
   * @param engineVersion version of the engine, as it tells it
   * @param devices what it can run on, at least one
   */
  record Available(String engineVersion, List<Device> devices) implements Probe {
    /** Copies the list. */
    public Available {
      devices = List.copyOf(devices);
    }
  }

  /**
   * It cannot.
   *
   * @param reason one line for the person who wonders: what is missing and what would mend it
   */
  record Unavailable(String reason) implements Probe {}
}
