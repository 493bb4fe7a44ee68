package org.ash.conformance.process;

import org.ash.conformance.ForkedBackendConformance;

/** The oracle survives what may crash an engine. */
final class ReferenceForkedTest extends ForkedBackendConformance {
  @Override
  protected String backend() {
    return "reference";
  }
}
