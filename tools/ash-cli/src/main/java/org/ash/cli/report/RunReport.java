package org.ash.cli.report;

import java.util.List;
import java.util.Map;
import org.ash.cli.run.EpochMetrics;
import org.ash.cli.run.StepMetrics;

/**
 * Everything a report shows.
 *
 * @param title as {@code resnet-20 with ash on cifar10}
 * @param status one sentence on how the run ended
 * @param configuration settings by name, in the order to show
 * @param environment machine, Java, engine, in the order to show
 * @param steps metrics of the steps
 * @param epochs metrics of the epochs
 * @param activations what the activations have learned; none for a network without ASH
 * @param classNames names of the classes
 * @param confusion {@code confusion[truth][predicted]} counts over the test set; empty when not
 *     known
 */
public record RunReport(
    String title,
    String status,
    Map<String, String> configuration,
    Map<String, String> environment,
    List<StepMetrics> steps,
    List<EpochMetrics> epochs,
    List<ActivationRow> activations,
    List<String> classNames,
    List<List<Long>> confusion) {

  /** Copies the lists. */
  public RunReport {
    steps = List.copyOf(steps);
    epochs = List.copyOf(epochs);
    activations = List.copyOf(activations);
    classNames = List.copyOf(classNames);
    confusion = confusion.stream().map(List::copyOf).toList();
  }
}
