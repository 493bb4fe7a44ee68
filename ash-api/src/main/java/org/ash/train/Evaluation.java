package org.ash.train;

import java.util.Arrays;
import java.util.List;

/** How a network did on a labelled set. */
public final class Evaluation {
  private final Summary summary;
  private final List<String> classNames;
  private final long[][] confusion;
  private final List<Guess> sample;
  private final List<Guess> worst;

  /**
   * The figures.
   *
   * @param top1 share of examples whose largest logit is that of the label, in [0, 1]
   * @param top5 share of examples with the label among the five largest logits, in [0, 1]
   * @param loss mean softmax cross-entropy, without label smoothing
   * @param examples how many there were
   */
  public record Summary(double top1, double top5, double loss, long examples) {}

  /** With a confusion matrix: examples by actual and by guessed class. */
  Evaluation(Summary summary, List<String> classNames, long[][] confusion, GuessKeeper guesses) {
    this.summary = summary;
    this.classNames = List.copyOf(classNames);
    this.confusion = Arrays.stream(confusion).map(long[]::clone).toArray(long[][]::new);
    this.sample = guesses.sample();
    this.worst = guesses.worst();
  }

  /** The figures. */
  public Summary summary() {
    return summary;
  }

  /** Names of the classes by index. */
  public List<String> classNames() {
    return classNames;
  }

  /** How many examples of class {@code actual} were taken for class {@code guessed}. */
  public long confusion(int actual, int guessed) {
    return confusion[actual][guessed];
  }

  /** What the share of right guesses is worth. */
  public ClassBalance balance() {
    return ClassBalance.of(
        Arrays.stream(confusion).map(row -> Arrays.stream(row).boxed().toList()).toList());
  }

  /** Share of the examples of a class that were recognized; NaN when there are none. */
  public double accuracy(int actual) {
    return (double) confusion[actual][actual] / Arrays.stream(confusion[actual]).sum();
  }

  /** Some examples, evenly spaced over the set, at most twelve. */
  public List<Guess> sample() {
    return sample;
  }

  /**
   * The examples that were missed with the greatest certainty, the surest first, at most twelve.
   */
  public List<Guess> worst() {
    return worst;
  }
}
