package org.ash.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.output.Table;
import org.ash.cli.report.Charts;
import org.ash.cli.run.EpochMetrics;
import org.ash.cli.run.MetricsFile;
import org.ash.cli.run.RunException;
import org.ash.cli.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ash compare}: runs side by side. */
@Command(
    name = "compare",
    description = {
      "Show runs side by side: the accuracy and loss after their last epoch, and their curves.",
    },
    footer = {
      "  ash compare --run runs/relu --run runs/ash",
      "  ash compare --run runs/relu --run runs/ash --chart curves.svg"
    })
public final class CompareCommand implements Callable<Integer> {

  @Option(
      names = {"-r", "--run"},
      paramLabel = "DIR",
      required = true,
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

  /**
   * A run, as programs get it.
   *
   * @param seconds time of all epochs, evaluations included
   */
  record Row(
      String run,
      String model,
      String activation,
      int epochs,
      double trainLoss,
      double testLoss,
      double top1,
      double top5,
      double seconds) {}

  @Override
  public Integer call() throws IOException {
    List<Row> rows = new ArrayList<>();
    Map<String, Charts.Curve> curves = new LinkedHashMap<>();
    for (Path path : runs) {
      JsonNode config = RunFolder.open(path).config();
      List<EpochMetrics> epochs = MetricsFile.epochs(path);
      if (epochs.isEmpty()) {
        throw new RunException(path + " has no finished epoch yet; let it train on: ash resume.");
      }
      String model = config.path("model").asText();
      String activation = config.path("activation").asText();
      rows.add(row(path, model, activation, epochs));
      curves.put(
          curves.containsKey(activation) ? activation + ", " + path : activation, curve(epochs));
    }
    Output output = outputs.output();
    if (outputs.json()) {
      output.value(rows);
    } else {
      output.table(table(rows));
    }
    if (chart.isPresent()) {
      Files.writeString(chart.get(), Charts.lines("Test accuracy, %", "epoch", curves));
      output.note("The curves are in " + chart.get());
    }
    return 0;
  }

  private static Row row(Path path, String model, String activation, List<EpochMetrics> epochs) {
    EpochMetrics last = epochs.get(epochs.size() - 1);
    return new Row(
        path.toString(),
        model,
        activation,
        last.epoch(),
        last.trainLoss(),
        last.testLoss(),
        last.top1(),
        last.top5(),
        epochs.stream().mapToDouble(EpochMetrics::seconds).sum());
  }

  private static Charts.Curve curve(List<EpochMetrics> epochs) {
    return new Charts.Curve(
        epochs.stream().map(epoch -> (double) epoch.epoch()).toList(),
        epochs.stream().map(epoch -> 100 * epoch.top1()).toList(),
        true);
  }

  private static Table table(List<Row> rows) {
    Table table =
        new Table()
            .text("RUN")
            .text("MODEL")
            .text("ACTIVATION")
            .number("EPOCHS")
            .number("TOP 1")
            .number("TOP 5")
            .number("TEST LOSS")
            .number("TRAINING LOSS")
            .number("SECONDS");
    for (Row row : rows) {
      table.row(
          row.run(),
          row.model(),
          row.activation(),
          Integer.toString(row.epochs()),
          Numbers.percent(row.top1()),
          Numbers.percent(row.top5()),
          Numbers.decimal(row.testLoss(), 4),
          Numbers.decimal(row.trainLoss(), 4),
          Numbers.decimal(row.seconds(), 0));
    }
    return table;
  }
}
