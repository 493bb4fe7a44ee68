package org.ash.tf;

import com.sun.jna.Platform;

/**
 * Asks TensorFlow for oneDNN's kernels on every x86-64 processor. By itself it takes them only
 * where the processor has instructions for neural networks (AVX-512 VNNI and later); with AVX2
 * alone a training step is about twice as fast with them.
 *
 * <p>TensorFlow reads the environment of the process when its library is loaded. A value that a
 * person has set stays.
 */
final class OneDnnKernels {
  /** TensorFlow's name of the switch: 1 on, 0 off. */
  static final String SWITCH = "TF_ENABLE_ONEDNN_OPTS";

  private OneDnnKernels() {}

  /** To be called before TensorFlow's library is loaded; without effect afterwards. */
  static void request() {
    if (Platform.isIntel() && Platform.is64Bit()) {
      NativeEnvironment.setUnlessSet(SWITCH, "1");
    }
  }
}
