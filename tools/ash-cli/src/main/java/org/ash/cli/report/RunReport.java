package org.ash.cli.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.cli.run.EpochMetrics;
import org.ash.cli.run.EvaluationMetrics;
import org.ash.cli.run.ExampleImages;
import org.ash.cli.run.StepMetrics;

/**
 * Everything a report shows.
 *
 * @param title as {@code resnet-20 with ash on cifar10}
 * @param status one sentence on how the run ended
 * @param step steps done by the weights that are on the disk
 * @param facts when it began, how long it took, its best epoch, in the order to show
 * @param next commands that go on from here, by what they do
 * @param configuration settings by name, in the order to show
 * @param environment machine, Java, engine, in the order to show
 * @param steps metrics of the steps
 * @param epochs metrics of the epochs
 * @param evaluation what the last evaluation showed; empty when there was none
 * @param examples images of the last evaluation; empty when there was none
 */
public record RunReport(
    String title,
    String status,
    long step,
    Map<String, String> facts,
    Map<String, String> next,
    Map<String, String> configuration,
    Map<String, String> environment,
    List<StepMetrics> steps,
    List<EpochMetrics> epochs,
    Optional<EvaluationMetrics> evaluation,
    Optional<ExampleImages> examples) {

  /** Copies the lists. */
  public RunReport {
    steps = List.copyOf(steps);
    epochs = List.copyOf(epochs);
  }
}
