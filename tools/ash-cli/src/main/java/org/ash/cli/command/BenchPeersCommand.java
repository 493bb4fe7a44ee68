package org.ash.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.ash.bench.PeerComparison;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.output.StatusLine;
import org.ash.cli.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ash bench peers}: beside TensorFlow Java written by hand. */
@Command(
    name = "peers",
    description = {
      "Compare ResNet-20 on the TensorFlow backend with the same network written by hand in"
          + " TensorFlow Java.",
      "",
      "Speed and memory with ReLU, what ASH costs, growth of memory over 500 steps, and how long"
          + " ResNet-164 takes to load. Takes about ten minutes on two cores."
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} bench peers",
      "  ${ROOT-COMMAND-NAME} bench peers --rounds 16 --json"
    })
public final class BenchPeersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "8",
      description = "Interleaved rounds (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images in a step (default: ${DEFAULT-VALUE})")
  private int batch;

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public BenchPeersCommand() {}

  /**
   * As programs get it; the ratios are those of {@link PeerComparison}.
   *
   * @param memory peak over the hand-written program's; null where the system does not tell
   * @param growthMiB in {@link PeerComparison#GROWTH_STEPS} steps; null likewise
   * @param engineSeconds start of the engine in a new process
   * @param deepLoadSeconds ResNet-164 behind that, up to the end of its first step
   */
  record Result(
      List<SpeedTable.Row> measurements,
      PeerComparison.Ratio speed,
      PeerComparison.Ratio ashStep,
      Double memory,
      Double growthMiB,
      double engineSeconds,
      double deepLoadSeconds) {
    private static final double MILLIS = 1000;

    static Result of(PeerComparison comparison) {
      return new Result(
          SpeedTable.Row.all(comparison.measurements()),
          comparison.speed(),
          comparison.ashStep(),
          SpeedTable.known(comparison.memory()),
          SpeedTable.known(comparison.growth().mib()),
          comparison.deepLoad().engineMillis() / MILLIS,
          comparison.deepLoad().modelMillis() / MILLIS);
    }
  }

  @Override
  public Integer call() throws IOException {
    if (rounds < 1 || batch < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds and --batch are 1 or more.");
    }
    Output output = outputs.output();
    PeerComparison comparison;
    try (StatusLine status = new StatusLine(output)) {
      comparison = PeerComparison.measure(rounds, batch, status::show);
    }
    if (outputs.json()) {
      output.value(Result.of(comparison));
    } else {
      print(output, comparison);
    }
    return 0;
  }

  private static void print(Output output, PeerComparison comparison) {
    Table table = SpeedTable.ratios();
    SpeedTable.ratio(
        table, "images/s, this project over hand-written", comparison.speed(), ">= 0.97");
    SpeedTable.ratio(table, "step, ASH over ReLU", comparison.ashStep(), "<= 1.25");
    table.row(
        "peak memory, this project over hand-written",
        Numbers.decimal(comparison.memory(), 3),
        "",
        "<= 1.1");
    PeerComparison.Growth growth = comparison.growth();
    table.row(
        "growth of memory in %d steps, MiB".formatted(PeerComparison.GROWTH_STEPS),
        Numbers.decimal(growth.mib(), 1),
        "",
        "< " + Numbers.decimal(Math.max(16, growth.beforeMib() / 100), 1));
    table.row(
        "ResNet-164: graph, gradients, compilation, first step, s",
        Numbers.decimal(comparison.deepLoad().modelMillis() / 1000, 2),
        "",
        "< 4");
    table.row(
        "before that: start of the engine in a new process, s",
        Numbers.decimal(comparison.deepLoad().engineMillis() / 1000, 2),
        "",
        "");
    output.table(table);
    output.line("");
    output.table(SpeedTable.table(comparison.measurements()));
  }
}
