package org.ash.onnx.runtime;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.WString;

/**
 * Keeps ONNX Runtime from sending telemetry. Since release 1.29 it writes an identifier of the
 * machine and a growing database of events (names of models, classes and paths among them) below
 * the user's cache folder, and looks up the host that it sends them to, unless {@code
 * ORT_DISABLE_TELEMETRY=1} is in the environment of the process when the library loads. Java cannot
 * change that environment; the C library can.
 */
final class OrtTelemetry {
  /** The engine's switch: 1 for no telemetry. */
  static final String SWITCH = "ORT_DISABLE_TELEMETRY";

  private static final int KEEP_WHAT_IS_SET = 0;

  private OrtTelemetry() {}

  /**
   * To be called before the library loads. A value that a person has set stays.
   *
   * @throws IllegalStateException when the switch cannot be set; then nothing may load the library
   */
  static void refuse() {
    if (System.getenv(SWITCH) != null) {
      return;
    }
    try {
      if (Platform.isWindows()) {
        NativeLibrary.getInstance("kernel32")
            .getFunction("SetEnvironmentVariableW")
            .invokeInt(new Object[] {new WString(SWITCH), new WString("1")});
      } else {
        NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
            .getFunction("setenv")
            .invokeInt(new Object[] {SWITCH, "1", KEEP_WHAT_IS_SET});
      }
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "its telemetry cannot be switched off from here ("
              + e.getMessage()
              + "); set "
              + SWITCH
              + "=1 in the environment",
          e);
    }
  }
}
