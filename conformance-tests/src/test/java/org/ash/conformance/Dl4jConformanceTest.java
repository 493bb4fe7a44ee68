package org.ash.conformance;

import org.ash.dl4j.Dl4jBackendProvider;
import org.ash.spi.BackendProvider;

/** The DL4J backend conforms. */
final class Dl4jConformanceTest extends BackendConformance {
  @Override
  protected BackendProvider provider() {
    return new Dl4jBackendProvider();
  }
}
