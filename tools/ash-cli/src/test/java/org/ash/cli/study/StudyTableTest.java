package org.ash.cli.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ash.cli.experiment.Experiment;
import org.ash.cli.experiment.Trial;
import org.ash.cli.experiment.TrialResult;
import org.ash.cli.run.EpochMetrics;
import org.junit.jupiter.api.Test;

final class StudyTableTest {
  private static final Experiment.Published NOBODY =
      new Experiment.Published("Nobody", Map.of("resnet-8", Map.of("ash", 99.5)));

  private static TrialResult result(String activation, long seed, double top1) {
    return result("shapes", activation, seed, top1);
  }

  private static TrialResult result(String data, String activation, long seed, double top1) {
    EpochMetrics epoch = new EpochMetrics(1, 10, 1, 0.5, 2 - top1, top1, 0.9, 12);
    return new TrialResult(
        new Trial("resnet-8", activation, "reference", seed),
        data,
        "completed",
        "",
        List.of(epoch),
        12);
  }

  private static StudyTable table() {
    List<TrialResult> results = new ArrayList<>();
    double[] relu = {0.50, 0.51, 0.52};
    double[] ash = {0.70, 0.71, 0.72};
    for (int seed = 0; seed < 3; seed++) {
      results.add(result("relu", seed, relu[seed]));
      results.add(result("ash", seed, ash[seed]));
    }
    results.add(
        new TrialResult(
            new Trial("resnet-8", "softplus", "reference", 0),
            "shapes",
            TrialResult.FAILED,
            "the loss is NaN",
            List.of(),
            0));
    return StudyTable.of(results, Map.of("shapes", NOBODY), Metric.TOP1);
  }

  private static StudyTable.Cell cell(String activation) {
    return table().rows().stream()
        .filter(row -> row.activation().equals(activation))
        .findFirst()
        .orElseThrow()
        .cells()
        .get("resnet-8");
  }

  @Test
  void farMeans_areSignificant_andTheBetterIsBest() {
    assertTrue(cell("relu").significant());
    assertFalse(cell("relu").best());
    assertTrue(cell("ash").best());
    assertFalse(cell("ash").significant());
    assertEquals(99.5, cell("ash").published().orElseThrow());
  }

  @Test
  void printedFigures_standBesideTheirDataSetOnly() {
    List<TrialResult> results =
        List.of(result("shapes", "ash", 1, 0.5), result("cifar10", "ash", 1, 0.6));
    StudyTable both =
        StudyTable.of(
            results,
            Map.of(
                "cifar10",
                new Experiment.Published("Somebody", Map.of("resnet-8", Map.of("ash", 94.2)))),
            Metric.TOP1);
    Map<String, StudyTable.Cell> cells = both.rows().get(0).cells();
    assertTrue(cells.get("resnet-8, shapes").published().isEmpty());
    assertEquals(94.2, cells.get("resnet-8, cifar10").published().orElseThrow());
    assertTrue(TableFormat.TEXT.render(both).contains("Printed: Somebody."));
  }

  @Test
  void oneSeedOfEach_isSaidToTellNothingOfDifferences() {
    StudyTable one =
        StudyTable.of(
            List.of(result("relu", 1, 0.5), result("ash", 1, 0.6)), Map.of(), Metric.TOP1);
    String text = TableFormat.TEXT.render(one);
    assertTrue(text.contains("cannot be told: that takes two seeds of both"), text);
    assertFalse(text.contains("Welch"), text);
    assertTrue(TableFormat.TEXT.render(table()).contains("*: differs from ash, p < 0.05"));
  }

  @Test
  void failedTraining_isTold() {
    assertEquals(1, cell("softplus").failed());
    assertTrue(TableFormat.TEXT.render(table()).contains("the loss is NaN"));
  }

  @Test
  void markdown_setsTheBestInBold() {
    String text = TableFormat.MARKDOWN.render(table());
    assertTrue(text.contains("| ash | **71.00 ± 2.48 (3)** | 99.50 |"), text);
    assertTrue(text.contains("| relu | 51.00 ± 2.48 (3)\\* | - |"), text);
    assertTrue(text.contains("| softplus | 1 failed | - |"), text);
  }

  @Test
  void latex_escapesWhatMeansSomethingThere() {
    String text = TableFormat.LATEX.render(table());
    assertTrue(text.contains("top 1, \\%"), text);
    assertTrue(text.contains("\\textbf{71.00 $\\pm$ 2.48 (3)}"), text);
  }

  @Test
  void html_isAWholePageWithCurves() {
    String page = StudyReport.page("A < B", table(), List.of(result("relu", 1, 0.5)));
    assertTrue(page.contains("<title>A &lt; B</title>"), page);
    assertTrue(page.contains("<svg"), page);
  }
}
