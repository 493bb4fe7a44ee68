package org.ash.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Hint;
import org.ash.cli.output.Output;
import org.ash.cli.output.TargetFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ash compare}: runs side by side. */
@Command(
    name = "compare",
    description = {
      "Show runs side by side: the accuracy and loss after their last epoch, and their curves.",
    },
    subcommands = CompareBackendsCommand.class,
    footer = {
      "  ${ROOT-COMMAND-NAME} compare --run runs/relu --run runs/ash",
      "  ${ROOT-COMMAND-NAME} compare --run runs/relu --run runs/ash --chart curves.svg",
      "  ${ROOT-COMMAND-NAME} compare backends --data shapes        the same training on every engine"
    })
public final class CompareCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-r", "--run"},
      paramLabel = "DIR",
      description = "A run folder; once for each run.")
  private List<Path> runs = new ArrayList<>();

  @Option(
      names = "--chart",
      paramLabel = "FILE",
      description = "Also draw the test accuracy by epoch as an SVG picture.")
  private Optional<Path> chart = Optional.empty();

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public CompareCommand() {}

  @Override
  public Integer call() throws IOException {
    if (runs.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Missing required option: '--run=DIR', once for each run; or train on every engine: "
              + Hint.of("compare", "backends", "--help"));
    }
    RunComparison comparison = RunComparison.of(runs);
    if (chart.isPresent()) {
      TargetFile.prepare(chart.get());
    }
    Output output = outputs.output();
    if (outputs.json()) {
      output.value(new RunComparison.Result(comparison.rows()));
    } else {
      output.table(comparison.table());
    }
    if (chart.isPresent()) {
      Files.writeString(chart.get(), comparison.accuracyChart());
      output.note("The curves are in " + chart.get());
    }
    return 0;
  }
}
