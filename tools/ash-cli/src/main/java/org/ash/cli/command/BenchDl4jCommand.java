package org.ash.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.ash.bench.Dl4jComparison;
import org.ash.bench.PeerComparison;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Output;
import org.ash.cli.output.StatusLine;
import org.ash.cli.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ash bench dl4j}: beside DL4J's own ComputationGraph. */
@Command(
    name = "dl4j",
    description = {
      "Compare ResNet-20 on the dl4j backend with the same network as DL4J's own ComputationGraph.",
      "",
      "Also with the TensorFlow backend, and what ASH costs. Takes about five minutes on two cores."
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} bench dl4j",
      "  ${ROOT-COMMAND-NAME} bench dl4j --batch 128 --json"
    })
public final class BenchDl4jCommand implements Callable<Integer> {

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
      defaultValue = "64",
      description = "Images in a step (default: ${DEFAULT-VALUE})")
  private int batch;

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public BenchDl4jCommand() {}

  /** As programs get it; the ratios are those of {@link Dl4jComparison}. */
  record Result(
      List<SpeedTable.Row> measurements,
      PeerComparison.Ratio overComputationGraph,
      PeerComparison.Ratio overTensorFlow,
      PeerComparison.Ratio ashStep) {

    static Result of(Dl4jComparison comparison) {
      return new Result(
          SpeedTable.Row.all(comparison.measurements()),
          comparison.overComputationGraph(),
          comparison.overTensorFlow(),
          comparison.ashStep());
    }
  }

  @Override
  public Integer call() throws IOException {
    if (rounds < 1 || batch < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds and --batch are 1 or more.");
    }
    Output output = outputs.output();
    Dl4jComparison comparison;
    try (StatusLine status = new StatusLine(output)) {
      comparison = Dl4jComparison.measure(rounds, batch, status::show);
    }
    if (outputs.json()) {
      output.value(Result.of(comparison));
    } else {
      Table table = SpeedTable.ratios();
      SpeedTable.ratio(
          table,
          "images/s, dl4j over ComputationGraph",
          comparison.overComputationGraph(),
          ">= 10");
      SpeedTable.ratio(
          table, "images/s, dl4j over tensorflow", comparison.overTensorFlow(), ">= 0.5");
      SpeedTable.ratio(table, "step, ASH over ReLU", comparison.ashStep(), "<= 1.25");
      output.table(table);
      output.line("");
      output.table(SpeedTable.table(comparison.measurements()));
    }
    return 0;
  }
}
