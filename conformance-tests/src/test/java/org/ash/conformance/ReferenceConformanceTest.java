package org.ash.conformance;

import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.BackendProvider;

/** The reference backend conforms. */
final class ReferenceConformanceTest extends BackendConformance {
  @Override
  protected BackendProvider provider() {
    return new ReferenceBackendProvider();
  }
}
