package org.ash.onnx.guard;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the other Java is started: small, quick to start, and leaving nothing behind a crash. */
final class GuardedJava {
  private static final int FIRST_WITH_ACCESS_OPTIONS = 24;
  private static final List<String> PASSED_ON = List.of("org.bytedeco.", "jna.", "user.home");

  private GuardedJava() {}

  /**
   * Starts it.
   *
   * @param temporary its folder for temporary files: engines that are killed leave theirs behind
   */
  static Process start(GuardLimits limits, long mark, Path temporary) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + (File.separatorChar == '/' ? "/dev/null" : "NUL"),
            "-XX:MaxDirectMemorySize=" + limits.memoryBytes(),
            "-Djava.io.tmpdir=" + temporary,
            "-Djava.awt.headless=true"));
    if (Runtime.version().feature() >= FIRST_WITH_ACCESS_OPTIONS) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    Properties properties = System.getProperties();
    for (String name : properties.stringPropertyNames()) {
      if (PASSED_ON.stream().anyMatch(name::startsWith)) {
        command.add("-D" + name + "=" + properties.getProperty(name));
      }
    }
    command.add(GuardServer.class.getName());
    command.add(Long.toString(mark));
    ProcessBuilder builder = new ProcessBuilder(command);
    // Not as an option: ONNX Runtime 1.29 overflows the stack when the command line is long.
    builder.environment().put("CLASSPATH", classPath());
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    return builder.start();
  }

  /** This Java's class path; what lies on a module path can be read as a class path, too. */
  private static String classPath() {
    return Stream.of("java.class.path", "jdk.module.path")
        .map(name -> System.getProperty(name, ""))
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
