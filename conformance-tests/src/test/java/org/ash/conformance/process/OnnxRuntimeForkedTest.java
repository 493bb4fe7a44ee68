package org.ash.conformance.process;

import org.ash.conformance.ForkedBackendConformance;

/** The ONNX Runtime backend survives what may crash an engine. */
final class OnnxRuntimeForkedTest extends ForkedBackendConformance {
  @Override
  protected String backend() {
    return "onnxruntime";
  }
}
