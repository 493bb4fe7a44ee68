package org.ash.conformance;

import org.ash.onnx.runtime.OnnxRuntimeProvider;
import org.ash.spi.BackendProvider;

/** The ONNX Runtime backend conforms. */
final class OnnxRuntimeConformanceTest extends BackendConformance {
  @Override
  protected BackendProvider provider() {
    return new OnnxRuntimeProvider();
  }
}
