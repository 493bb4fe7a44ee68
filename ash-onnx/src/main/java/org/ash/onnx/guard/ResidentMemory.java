package org.ash.onnx.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Main memory that a process takes, as Linux tells it. */
final class ResidentMemory {
  private static final String LINE = "VmRSS:";
  private static final int KIB_SHIFT = 10;

  private ResidentMemory() {}

  /** In bytes; 0 on other systems, and of a process that has ended. */
  static long bytes(long process) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process + "/status"))) {
        if (line.startsWith(LINE)) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) << KIB_SHIFT;
        }
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
