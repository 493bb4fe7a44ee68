package org.ash.cli.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.cli.experiment.TrialResult;
import org.ash.cli.report.Charts;
import org.ash.cli.report.LineChart;
import org.ash.cli.run.EpochMetrics;

/** Curves over the epochs, each the mean over the seeds of an activation. */
public final class StudyCurves {

  private StudyCurves() {}

  /** Charts by title; for each column of the table its accuracy and its test loss. */
  public static Map<String, LineChart> draw(List<TrialResult> results) {
    Map<String, LineChart> pictures = new LinkedHashMap<>();
    StudyColumns.of(results)
        .forEach(
            (name, column) -> {
              for (Metric metric : List.of(Metric.TOP1, Metric.LOSS)) {
                String title = name + ": " + metric.title();
                LineChart picture = new LineChart(title, "epoch", curves(column, metric));
                if (!picture.isEmpty()) {
                  pictures.put(name + " " + metric, picture);
                }
              }
            });
    return pictures;
  }

  private static Map<String, Charts.Curve> curves(List<TrialResult> column, Metric metric) {
    Map<String, Charts.Curve> curves = new LinkedHashMap<>();
    StudyColumns.byActivation(column)
        .forEach((activation, trials) -> curves.put(activation, mean(trials, metric)));
    return curves;
  }

  /** As far as every seed has come: an early stop must not bend the mean of the others. */
  private static Charts.Curve mean(List<TrialResult> trials, Metric metric) {
    List<List<EpochMetrics>> runs =
        trials.stream().filter(TrialResult::succeeded).map(TrialResult::epochs).toList();
    int epochs = runs.stream().mapToInt(List::size).min().orElse(0);
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (int i = 0; i < epochs; i++) {
      int epoch = i;
      xs.add((double) runs.get(0).get(i).epoch());
      ys.add(runs.stream().mapToDouble(run -> metric.of(run.get(epoch))).average().orElseThrow());
    }
    return new Charts.Curve(xs, ys, epochs == 1);
  }
}
