package org.ash.conformance;

import org.ash.spi.BackendProvider;
import org.ash.tf.TensorFlowProvider;

/** The TensorFlow backend conforms. */
final class TensorFlowConformanceTest extends BackendConformance {
  @Override
  protected BackendProvider provider() {
    return new TensorFlowProvider();
  }
}
