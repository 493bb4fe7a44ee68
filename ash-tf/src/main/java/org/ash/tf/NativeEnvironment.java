package org.ash.tf;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.Optional;

/**
 * The environment of this process as native code reads it. Java cannot change it; the C library
 * can.
 */
final class NativeEnvironment {
  private static final int KEEP_WHAT_IS_SET = 0;

  private NativeEnvironment() {}

  /** Sets a variable; the value that a person has set stays. Without effect on Windows. */
  static void setUnlessSet(String name, String value) {
    // Windows' C library has no setenv; there the person sets what is wanted.
    if (!Platform.isWindows()) {
      function("setenv").invokeInt(new Object[] {name, value, KEEP_WHAT_IS_SET});
    }
  }

  /** The value of a variable; not to be asked on Windows. */
  static Optional<String> get(String name) {
    return Optional.ofNullable(function("getenv").invokeString(new Object[] {name}, false));
  }

  private static Function function(String name) {
    return NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction(name);
  }
}
