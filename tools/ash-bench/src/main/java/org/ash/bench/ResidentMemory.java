package org.ash.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** Resident memory of this process, as Linux tells it. */
public final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ResidentMemory() {}

  /** Memory resident now, in MiB; empty where the system does not tell. */
  public static OptionalDouble currentMib() {
    return field("VmRSS:");
  }

  /** The most that was ever resident, in MiB; empty where the system does not tell. */
  public static OptionalDouble peakMib() {
    return field("VmHWM:");
  }

  private static OptionalDouble field(String name) {
    List<String> lines;
    try {
      lines = Files.readAllLines(STATUS);
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
        .findFirst();
  }
}
