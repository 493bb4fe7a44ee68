package org.ash.cli.option;

import java.time.Duration;
import java.util.function.Supplier;
import org.ash.onnx.guard.GuardLimits;
import org.ash.onnx.guard.GuardedNatives;
import org.ash.onnx.guard.ModelNatives;
import org.ash.onnx.guard.TrustedNatives;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How natives are kept from harm by a model file that somebody else made. */
public final class GuardOptions {
  private static final int MIB_SHIFT = 20;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @ArgGroup private Trust trust = new Trust();

  /** Made by picocli. */
  public GuardOptions() {}

  /** Either trusted, or within limits. */
  static final class Trust {
    @Option(
        names = "--trust",
        description =
            "Let natives look at the file in this process, without limits: faster, and a crafted"
                + " file can crash the command")
    private boolean trusted;

    @ArgGroup(exclusive = false)
    private Limits limits = new Limits();
  }

  /** Of the process that natives run in. */
  static final class Limits {
    @Option(
        names = "--time-limit",
        paramLabel = "SECONDS",
        defaultValue = "60",
        description =
            "Of each step of the natives, which run in a process of their own (default:"
                + " ${DEFAULT-VALUE})")
    private long seconds = GuardLimits.usual().time().toSeconds();

    @Option(
        names = "--memory-limit",
        paramLabel = "MIB",
        defaultValue = "4096",
        description = "Of that process, where the system is Linux (default: ${DEFAULT-VALUE})")
    private long mebibytes = GuardLimits.usual().memoryBytes() >> MIB_SHIFT;
  }

  /** Natives as they were asked for. */
  public Supplier<ModelNatives> natives() {
    if (trust.trusted) {
      return TrustedNatives::new;
    }
    long seconds = trust.limits.seconds;
    long mebibytes = trust.limits.mebibytes;
    if (seconds < 1 || mebibytes < 1 || mebibytes > Long.MAX_VALUE >> MIB_SHIFT) {
      throw new ParameterException(
          command.commandLine(),
          "--time-limit and --memory-limit are 1 or more, given %d and %d."
              .formatted(seconds, mebibytes));
    }
    GuardLimits limits = new GuardLimits(Duration.ofSeconds(seconds), mebibytes << MIB_SHIFT);
    return () -> GuardedNatives.start(limits);
  }
}
