package org.ash.conformance.process;

import org.ash.conformance.ForkedBackendConformance;

/** The TensorFlow backend survives what may crash an engine. */
final class TensorFlowForkedTest extends ForkedBackendConformance {
  @Override
  protected String backend() {
    return "tensorflow";
  }
}
