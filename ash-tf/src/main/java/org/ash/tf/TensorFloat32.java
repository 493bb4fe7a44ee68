package org.ash.tf;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;

/**
 * Whether GPU kernels may round factors to TF32, a switch of the whole process that TensorFlow Java
 * and the C API lack: the exported C++ functions are called by name.
 */
final class TensorFloat32 {
  private static final String ALLOW = "_ZN3tsl32enable_tensor_float_32_executionEb";
  private static final String ALLOWED = "_ZN3tsl33tensor_float_32_execution_enabledEv";

  private TensorFloat32() {}

  /**
   * Sets the switch.
   *
   * @throws UnsatisfiedLinkError when this build of TensorFlow does not have it
   */
  static void allow(boolean allowed) {
    function(ALLOW).invokeVoid(new Object[] {allowed ? 1 : 0});
  }

  /** Whether it is allowed; TensorFlow begins with true. */
  static boolean isAllowed() {
    // A C++ bool comes in the lowest byte; the others are not defined.
    return (function(ALLOWED).invokeInt(new Object[0]) & 0xff) != 0;
  }

  private static Function function(String name) {
    Path binding = Path.of(Loader.load(org.tensorflow.internal.c_api.global.tensorflow.class));
    Path framework = binding.toAbsolutePath().resolveSibling("libtensorflow_framework.so.2");
    return NativeLibrary.getInstance(framework.toString()).getFunction(name);
  }
}
