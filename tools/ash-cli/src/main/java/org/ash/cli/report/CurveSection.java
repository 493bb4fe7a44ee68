package org.ash.cli.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.ash.cli.run.EpochMetrics;
import org.ash.cli.run.StepMetrics;
import org.ash.page.chart.Curve;
import org.ash.page.chart.LineChart;

/** How loss, accuracy, learning rate and speed went over the steps. */
final class CurveSection {
  private static final String TRAINING = "training";
  private static final String TEST = "test";

  private CurveSection() {}

  static String html(RunReport report) {
    Map<String, Curve> loss = new LinkedHashMap<>();
    loss.put(TRAINING, steps(report, StepMetrics::loss));
    loss.put(TEST, epochs(report, EpochMetrics::testLoss));
    Map<String, Curve> accuracy = new LinkedHashMap<>();
    accuracy.put(TRAINING, steps(report, metrics -> 100 * metrics.accuracy()));
    accuracy.put(TEST, epochs(report, metrics -> 100 * metrics.top1()));
    List<LineChart> charts =
        List.of(
            new LineChart("Loss", "step", loss),
            new LineChart("Accuracy, %", "step", accuracy).onLinearAxis(),
            one("Learning rate", "learning rate", steps(report, StepMetrics::learningRate)),
            one("Speed, images/s", "images/s", steps(report, StepMetrics::imagesPerSecond)));
    StringBuilder html = new StringBuilder("<div class=\"charts\">");
    charts.forEach(chart -> html.append(chart.svg()));
    return html.append("</div>\n").toString();
  }

  private static LineChart one(String title, String name, Curve curve) {
    return new LineChart(title, "step", Map.of(name, curve)).onLinearAxis();
  }

  private static Curve steps(RunReport report, ToDoubleFunction<StepMetrics> value) {
    return new Curve(
        report.steps().stream().map(step -> (double) step.step()).toList(),
        report.steps().stream().map(value::applyAsDouble).toList());
  }

  private static Curve epochs(RunReport report, ToDoubleFunction<EpochMetrics> value) {
    return new Curve(
        report.epochs().stream().map(epoch -> (double) epoch.step()).toList(),
        report.epochs().stream().map(value::applyAsDouble).toList());
  }
}
