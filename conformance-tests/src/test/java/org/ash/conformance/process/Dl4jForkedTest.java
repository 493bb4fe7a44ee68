package org.ash.conformance.process;

import org.ash.conformance.ForkedBackendConformance;

/** The DL4J backend survives what may crash an engine. */
final class Dl4jForkedTest extends ForkedBackendConformance {
  @Override
  protected String backend() {
    return "dl4j";
  }
}
