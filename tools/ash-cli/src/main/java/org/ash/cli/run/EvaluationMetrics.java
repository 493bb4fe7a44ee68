package org.ash.cli.run;

import java.util.List;

/**
 * What the evaluation after an epoch showed beside the figures of {@link EpochMetrics}.
 *
 * @param epoch number of the epoch, from 1
 * @param step steps done when it ended
 * @param activations what the activations had learned; none for a network without ASH
 * @param inspected the images that the activations' shares are of
 * @param classNames names of the classes
 * @param confusion {@code confusion[truth][predicted]} counts over the test set
 */
public record EvaluationMetrics(
    int epoch,
    long step,
    List<ActivationMetrics> activations,
    ImageSample inspected,
    List<String> classNames,
    List<List<Long>> confusion) {

  /** Copies the lists, and checks that there is a row and a column for each class. */
  public EvaluationMetrics {
    activations = List.copyOf(activations);
    classNames = List.copyOf(classNames);
    confusion = confusion.stream().map(List::copyOf).toList();
    int classes = classNames.size();
    if (confusion.size() != classes
        || confusion.stream().anyMatch(row -> row.size() != classes)
        || confusion.stream().flatMap(List::stream).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException(
          "confusion is not %d x %d counts, one for each class.".formatted(classes, classes));
    }
  }
}
