package org.ash.cli.experiment;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.ash.cli.output.Numbers;
import org.ash.ir.GraphModule;
import org.ash.ir.LiveMemory;
import org.ash.nn.Network;
import org.ash.train.TrainingConfig;
import org.ash.train.TrainingModule;

/** What a training step needs of the machine's memory, told before hours are spent. */
final class MemoryNeed {
  private static final Path MEMORY_INFO = Path.of("/proc/meminfo");
  private static final String AVAILABLE = "MemAvailable:";
  private static final long KIB = 1024;

  private MemoryNeed() {}

  /**
   * Refuses a training whose step cannot fit.
   *
   * @param available bytes that there are
   * @param jobs trainings that share them
   * @throws ExperimentException saying what is needed, what there is and which batch would fit
   */
  static void check(Network network, TrainingConfig config, long available, int jobs) {
    long share = available / jobs;
    GraphModule module = TrainingModule.of(network, config).module();
    long needed = bytes(module, config.batchSize() / config.parts());
    if (needed <= share) {
      return;
    }
    // Halved until its parts fit.
    int fitting = config.batchSize() / 2;
    while (fitting >= config.parts() && bytes(module, fitting / config.parts()) > share) {
      fitting /= 2;
    }
    throw new ExperimentException(
        "%s with %s: a step of %d images needs at least %s, there are %s%s; %s."
            .formatted(
                config.model(),
                config.activation(),
                config.batchSize(),
                Numbers.bytes(needed),
                Numbers.bytes(share),
                jobs == 1 ? "" : " for each of " + jobs + " jobs (fewer: --jobs)",
                fitting < config.parts()
                    ? "not even one image fits: take a smaller network"
                    : "set training: batch: "
                        + fitting
                        + " or less, or accumulate: more than "
                        + config.parts()));
  }

  /** Variables twice, for a run makes their new values beside the old, and results of the step. */
  private static long bytes(GraphModule module, int batch) {
    return 2 * LiveMemory.variableBytes(module)
        + LiveMemory.peakBytes(module.graph(TrainingModule.TRAIN), batch);
  }

  /** Bytes that a new process can have without swapping; empty where nobody knows. */
  static OptionalLong available() throws IOException {
    // The limit of the container, where there is one.
    OptionalLong limit =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? OptionalLong.of(system.getTotalMemorySize())
            : OptionalLong.empty();
    OptionalLong unused =
        Files.isReadable(MEMORY_INFO)
            ? unused(Files.readAllLines(MEMORY_INFO))
            : OptionalLong.empty();
    return LongStream.concat(limit.stream(), unused.stream()).min();
  }

  /**
   * What the machine has left, of which a container may be given a part only.
   *
   * @param info lines of Linux's {@code /proc/meminfo}
   */
  static OptionalLong unused(List<String> info) {
    return info.stream()
        .filter(line -> line.startsWith(AVAILABLE))
        .mapToLong(line -> KIB * Long.parseLong(line.replaceAll("\\D+", "")))
        .findFirst();
  }
}
