package org.ash.cli.command;

import java.io.IOException;
import java.util.List;
import org.ash.bench.Contender;
import org.ash.bench.Measurement;
import org.ash.bench.PeerComparison;
import org.ash.bench.Rounds;
import org.ash.bench.Statistics;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.output.StatusLine;
import org.ash.cli.output.Table;

/** Measures contenders and prints what came out. */
final class SpeedTable {

  private SpeedTable() {}

  /** As programs get it. */
  record Result(List<Row> measurements) {

    static Result of(List<Measurement> measurements) {
      return new Result(Row.all(measurements));
    }
  }

  /**
   * A measurement, as programs get it.
   *
   * @param recompute whether a step makes cheap results again, see ash train --recompute
   * @param stepMillis median over the rounds
   * @param peakRssMiB highest resident memory of the process; null where the system does not tell
   * @param growthMiB growth of the resident memory over the rounds; null likewise
   */
  record Row(
      String model,
      String activation,
      String backend,
      int batch,
      boolean recompute,
      double imagesPerSecond,
      double stepMillis,
      Double peakRssMiB,
      Double growthMiB) {

    static List<Row> all(List<Measurement> measurements) {
      return measurements.stream().map(Row::of).toList();
    }

    static Row of(Measurement measurement) {
      Contender contender = measurement.contender();
      return new Row(
          contender.model(),
          contender.activation(),
          contender.by(),
          contender.batch(),
          contender.recompute(),
          measurement.imagesPerSecond(),
          measurement.medianStepMillis(),
          known(measurement.peakRssMib()),
          known(measurement.growthMib()));
    }
  }

  /** Measures and prints. */
  static void measure(List<Contender> contenders, Rounds rounds, OutputOptions outputs)
      throws IOException {
    Output output = outputs.output();
    List<Measurement> measurements;
    try (StatusLine status = new StatusLine(output)) {
      measurements = rounds.measure(contenders, status::show);
    }
    if (outputs.json()) {
      output.value(Result.of(measurements));
    } else {
      output.table(table(measurements));
    }
  }

  /** A figure, or null where the system does not tell it. */
  static Double known(double figure) {
    return Double.isNaN(figure) ? null : figure;
  }

  /** A table of ratios, to be filled. */
  static Table ratios() {
    return new Table().text("WHAT").number("MEDIAN").number("INTERVAL").text("WANTED");
  }

  /** Adds a ratio with the interval of its median. */
  static void ratio(Table table, String what, PeerComparison.Ratio ratio, String wanted) {
    table.row(
        what,
        Numbers.decimal(ratio.median(), 3),
        "%s .. %s (%s)"
            .formatted(
                Numbers.decimal(ratio.interval().low(), 3),
                Numbers.decimal(ratio.interval().high(), 3),
                Numbers.percent(ratio.interval().confidence())),
        wanted);
  }

  /** As people get it; ratios are those to the first line, round by round. */
  static Table table(List<Measurement> measurements) {
    Table table =
        new Table()
            .text("MODEL")
            .text("ACTIVATION")
            .text("BACKEND")
            .number("BATCH")
            .number("IMAGES/S")
            .number("STEP, MS")
            .number("STEP, RATIO")
            .number("PEAK MEMORY, MIB")
            .number("GROWTH, MIB");
    for (Measurement measurement : measurements) {
      Row row = Row.of(measurement);
      table.row(
          row.model(),
          row.activation(),
          row.backend() + (row.recompute() ? ", recompute" : ""),
          Numbers.count(row.batch()),
          Numbers.decimal(row.imagesPerSecond(), 1),
          Numbers.decimal(row.stepMillis(), 2),
          Numbers.decimal(Statistics.median(measurement.stepRatios(measurements.get(0))), 3),
          mib(row.peakRssMiB()),
          mib(row.growthMiB()));
    }
    return table;
  }

  private static String mib(Double mib) {
    return mib == null ? "-" : Numbers.decimal(mib, 0);
  }
}
