package org.ash.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ash.cli.output.Hint;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Table;
import org.ash.cli.run.EpochMetrics;
import org.ash.cli.run.MetricsFile;
import org.ash.cli.run.RunException;
import org.ash.cli.run.RunFolder;
import org.ash.cli.run.StepMetrics;
import org.ash.cli.train.RunConfig;
import org.ash.page.chart.Curve;
import org.ash.page.chart.LineChart;

/** Runs side by side: their last epochs as a table, their curves over each other. */
final class RunComparison {
  private final List<Member> members;

  private RunComparison(List<Member> members) {
    this.members = members;
  }

  /** As programs get it. */
  record Result(List<Row> runs) {}

  /**
   * A run, as programs get it.
   *
   * @param seconds time of all epochs, evaluations included
   */
  record Row(
      String run,
      String model,
      String activation,
      String backend,
      int epochs,
      double trainLoss,
      double testLoss,
      double top1,
      double top5,
      double seconds) {}

  private record Member(Row row, List<EpochMetrics> epochs, List<StepMetrics> steps) {}

  /**
   * Reads runs.
   *
   * @throws RunException when there is none in a folder, or it has no finished epoch
   */
  static RunComparison of(List<Path> runs) throws IOException {
    List<Member> members = new ArrayList<>();
    for (Path path : runs) {
      ObjectNode config = RunFolder.open(path).config();
      List<EpochMetrics> epochs = MetricsFile.epochs(path);
      if (epochs.isEmpty()) {
        throw new RunException(
            path
                + " has no finished epoch yet; let it train on: "
                + Hint.of("resume", "--run", path));
      }
      members.add(new Member(row(path, config, epochs), epochs, MetricsFile.steps(path)));
    }
    return new RunComparison(members);
  }

  private static Row row(Path path, ObjectNode config, List<EpochMetrics> epochs) {
    EpochMetrics last = epochs.get(epochs.size() - 1);
    return new Row(
        path.toString(),
        config.path("model").asText(),
        config.path("activation").asText(),
        RunConfig.backend(config),
        last.epoch(),
        last.trainLoss(),
        last.testLoss(),
        last.top1(),
        last.top5(),
        epochs.stream().mapToDouble(EpochMetrics::seconds).sum());
  }

  List<Row> rows() {
    return members.stream().map(Member::row).toList();
  }

  Table table() {
    Table table =
        new Table()
            .text("RUN")
            .text("MODEL")
            .text("ACTIVATION")
            .text("BACKEND")
            .number("EPOCHS")
            .number("TOP 1")
            .number("TOP 5")
            .number("TEST LOSS")
            .number("TRAINING LOSS")
            .number("SECONDS");
    for (Row row : rows()) {
      table.row(
          row.run(),
          row.model(),
          row.activation(),
          row.backend(),
          Integer.toString(row.epochs()),
          Numbers.percent(row.top1()),
          Numbers.percent(row.top5()),
          Numbers.decimal(row.testLoss(), 4),
          Numbers.decimal(row.trainLoss(), 4),
          Numbers.decimal(row.seconds(), 0));
    }
    return table;
  }

  /**
   * For each run but the first, how far the loss of one of the first steps is off the first run's
   * at most.
   *
   * @param count how many steps are looked at
   * @return by the name of the curve; empty where a run has logged none of them
   */
  Map<String, OptionalDouble> earlyDifferences(int count) {
    Map<String, OptionalDouble> differences = new LinkedHashMap<>();
    List<String> names = names();
    Map<Long, Double> first = early(members.get(0), count);
    for (int i = 1; i < members.size(); i++) {
      Map<Long, Double> losses = early(members.get(i), count);
      differences.put(
          names.get(i),
          losses.entrySet().stream()
              .filter(entry -> first.containsKey(entry.getKey()))
              .mapToDouble(entry -> Math.abs(entry.getValue() - first.get(entry.getKey())))
              .max());
    }
    return differences;
  }

  private static Map<Long, Double> early(Member member, int count) {
    return member.steps().stream()
        .filter(step -> step.step() <= count)
        .collect(Collectors.toMap(StepMetrics::step, StepMetrics::loss));
  }

  /** Test accuracy by epoch, as an SVG file. */
  String accuracyChart() {
    return new LineChart(
            "Test accuracy, %",
            "epoch",
            curves(
                member ->
                    new Curve(
                        member.epochs().stream().map(epoch -> (double) epoch.epoch()).toList(),
                        member.epochs().stream().map(epoch -> 100 * epoch.top1()).toList())))
        .onLinearAxis()
        .svgFile();
  }

  /** Training loss by step, as an SVG file. */
  String lossChart() {
    return new LineChart(
            "Training loss",
            "step",
            curves(
                member ->
                    new Curve(
                        member.steps().stream().map(step -> (double) step.step()).toList(),
                        member.steps().stream().map(StepMetrics::loss).toList())))
        .svgFile();
  }

  private Map<String, Curve> curves(Function<Member, Curve> curve) {
    Map<String, Curve> curves = new LinkedHashMap<>();
    List<String> names = names();
    for (int i = 0; i < members.size(); i++) {
      curves.put(names.get(i), curve.apply(members.get(i)));
    }
    return curves;
  }

  /** What the runs differ in; the folder, too, where that does not tell them apart. */
  private List<String> names() {
    List<String> names =
        IntStream.range(0, members.size()).mapToObj(i -> "").collect(Collectors.toList());
    for (Function<Row, String> property :
        List.<Function<Row, String>>of(Row::model, Row::activation, Row::backend)) {
      Set<String> values = new LinkedHashSet<>(rows().stream().map(property).toList());
      if (values.size() > 1) {
        append(names, property);
      }
    }
    if (names.contains("") || Set.copyOf(names).size() < names.size()) {
      append(names, Row::run);
    }
    return names;
  }

  private void append(List<String> names, Function<Row, String> property) {
    for (int i = 0; i < names.size(); i++) {
      String value = property.apply(members.get(i).row());
      names.set(i, names.get(i).isEmpty() ? value : names.get(i) + ", " + value);
    }
  }
}
