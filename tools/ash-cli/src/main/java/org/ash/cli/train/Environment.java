package org.ash.cli.train;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ash.cli.Ash;
import org.ash.cli.output.Numbers;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;

/** The machine and the software that a run used, for who wants to repeat it. */
final class Environment {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** The system property in which {@code tools/ash} says which commit it was built of. */
  private static final String COMMIT = "ash.commit";

  private static final String CPU_NAME = "model name";

  private static final String PROJECT = "ASH";
  private static final String COMMIT_FACT = "commit";
  private static final String ENGINE = "engine";

  private Environment() {}

  /** Facts by name, in the order to show. */
  static Map<String, String> of(Backend backend, BackendOptions options) {
    Map<String, String> facts = new LinkedHashMap<>();
    int cores = Runtime.getRuntime().availableProcessors();
    facts.put(PROJECT, projectVersion());
    commit().ifPresent(commit -> facts.put(COMMIT_FACT, commit));
    facts.put(ENGINE, backend.name() + " " + backend.engineVersion());
    facts.put("device", backend.device().id() + " " + backend.device().description());
    facts.put("threads", options.threads() == 0 ? "all cores" : String.valueOf(options.threads()));
    facts.put("operating system", property("os.name") + " " + property("os.version"));
    facts.put("CPU", cpu());
    facts.put("cores", String.valueOf(cores));
    facts.put("memory", memory());
    facts.put("Java", Runtime.version() + " (" + property("java.vm.name") + ")");
    return facts;
  }

  /** What of these facts somebody asks for first: version, commit and engine. */
  static String inShort(Map<String, String> facts) {
    String version = "ASH " + facts.getOrDefault(PROJECT, "of an unknown version");
    return Stream.of(
            version,
            facts.containsKey(COMMIT_FACT) ? "commit " + facts.get(COMMIT_FACT) : "",
            facts.getOrDefault(ENGINE, ""))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /** Version of this project that runs. */
  static String projectVersion() {
    return Optional.ofNullable(Ash.class.getPackage().getImplementationVersion())
        .orElse("development build");
  }

  /** The commit of the source, where {@code tools/ash} was run from a checkout. */
  private static Optional<String> commit() {
    return Optional.ofNullable(System.getProperty(COMMIT)).filter(commit -> !commit.isBlank());
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private static String memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? Numbers.bytes(system.getTotalMemorySize())
        : "unknown";
  }

  /** The processor's name where Linux tells it, else its architecture. */
  private static String cpu() {
    String architecture = property("os.arch");
    if (!Files.isReadable(CPU_INFO)) {
      return architecture;
    }
    try (var lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith(CPU_NAME))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip() + " (" + architecture + ")")
          .orElse(architecture);
    } catch (IOException e) {
      return architecture;
    }
  }
}
