package org.ash.cli.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.cli.experiment.TrialResult;
import org.ash.cli.run.EpochMetrics;
import org.ash.page.chart.Chart;
import org.ash.page.chart.Curve;
import org.ash.page.chart.IntervalChart;
import org.ash.page.chart.LineChart;

/** Charts over the seeds of each activation: curves over the epochs, and where they end. */
public final class StudyCurves {

  private StudyCurves() {}

  /** Charts by title; for each column of the table its accuracy and its test loss. */
  public static Map<String, Chart> draw(List<TrialResult> results) {
    Map<String, Chart> pictures = new LinkedHashMap<>();
    StudyColumns.of(results)
        .forEach(
            (name, column) -> {
              for (Metric metric : List.of(Metric.TOP1, Metric.LOSS)) {
                LineChart picture =
                    new LineChart(
                        name + ": " + metric.title(),
                        note(column, "95 % interval"),
                        "epoch",
                        curves(column, metric));
                if (!picture.isEmpty()) {
                  pictures.put(
                      name + " " + metric,
                      metric == Metric.LOSS ? picture : picture.onLinearAxis());
                }
              }
            });
    return pictures;
  }

  /** Means and intervals after the last epoch, by title; one chart for each column. */
  static Map<String, Chart> finals(List<TrialResult> results, Metric metric) {
    Map<String, Chart> pictures = new LinkedHashMap<>();
    StudyColumns.of(results)
        .forEach(
            (name, column) -> {
              IntervalChart picture =
                  new IntervalChart(
                      name + ": " + metric.title(),
                      note(column, "line: 95 % interval"),
                      metric.digits(),
                      rows(column, metric));
              if (!picture.isEmpty()) {
                pictures.put(name, picture);
              }
            });
    return pictures;
  }

  /** How many seeds a mean is of, and what is drawn around it. */
  private static String note(List<TrialResult> column, String interval) {
    List<Integer> seeds =
        StudyColumns.byActivation(column).values().stream()
            .map(trials -> (int) trials.stream().filter(TrialResult::succeeded).count())
            .filter(count -> count > 0)
            .sorted()
            .toList();
    if (seeds.isEmpty()) {
      return "";
    }
    int least = seeds.get(0);
    int most = seeds.get(seeds.size() - 1);
    if (most == 1) {
      return "one seed";
    }
    return "mean of " + (least == most ? "" : least + " to ") + most + " seeds, " + interval;
  }

  private static Map<String, IntervalChart.Row> rows(List<TrialResult> column, Metric metric) {
    Map<String, IntervalChart.Row> rows = new LinkedHashMap<>();
    StudyColumns.byActivation(column)
        .forEach(
            (activation, trials) -> {
              double[] values =
                  trials.stream()
                      .filter(TrialResult::succeeded)
                      .mapToDouble(trial -> metric.of(trial.last()))
                      .toArray();
              if (values.length > 0) {
                Estimate estimate = Estimate.of(values);
                rows.put(
                    activation,
                    new IntervalChart.Row(estimate.mean(), estimate.halfWidth(), estimate.count()));
              }
            });
    return rows;
  }

  private static Map<String, Curve> curves(List<TrialResult> column, Metric metric) {
    Map<String, Curve> curves = new LinkedHashMap<>();
    StudyColumns.byActivation(column)
        .forEach((activation, trials) -> curves.put(activation, mean(trials, metric)));
    return curves;
  }

  /** As far as every seed has come: an early stop must not bend the mean of the others. */
  private static Curve mean(List<TrialResult> trials, Metric metric) {
    List<List<EpochMetrics>> runs =
        trials.stream().filter(TrialResult::succeeded).map(TrialResult::epochs).toList();
    int epochs = runs.stream().mapToInt(List::size).min().orElse(0);
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    List<Double> halfWidths = new ArrayList<>();
    for (int i = 0; i < epochs; i++) {
      int epoch = i;
      Estimate estimate =
          Estimate.of(runs.stream().mapToDouble(run -> metric.of(run.get(epoch))).toArray());
      xs.add((double) runs.get(0).get(i).epoch());
      ys.add(estimate.mean());
      estimate.halfWidth().ifPresent(halfWidths::add);
    }
    return new Curve(xs, ys, halfWidths);
  }
}
