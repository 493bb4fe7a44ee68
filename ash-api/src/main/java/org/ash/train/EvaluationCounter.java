package org.ash.train;

import java.util.List;
import org.ash.tensor.Tensor;

/** Counts what a network gets right; in float64 on the host, the same for every engine. */
final class EvaluationCounter {
  private static final int TOP = 5;

  /** Of examples that are kept, evenly spaced and missed ones each. */
  private static final int KEPT = 12;

  private final int classes;
  private final long[][] confusion;
  private final double[] row;
  private final GuessKeeper guesses;
  private double lossSum;
  private long inFirst;
  private long inTop;
  private long examples;

  EvaluationCounter(int classes, long examples) {
    this.classes = classes;
    this.confusion = new long[classes][classes];
    this.row = new double[classes];
    this.guesses = new GuessKeeper(examples, KEPT);
  }

  /** Adds a batch and what the network made of it, {@code logits [n, classes]}. */
  void add(Batch batch, Tensor logits) {
    for (int i = 0; i < batch.size(); i++) {
      for (int c = 0; c < classes; c++) {
        row[c] = logits.get(i * classes + c);
      }
      int label = (int) batch.labels().getLong(i);
      add(label);
      int guess = guess();
      guesses.add(batch.images(), i, label, guess, Math.exp(row[guess] - logSumExp()));
    }
  }

  private void add(int label) {
    int rank = rankOf(label);
    inFirst += rank == 0 ? 1 : 0;
    inTop += rank < TOP ? 1 : 0;
    confusion[label][guess()]++;
    lossSum += logSumExp() - row[label];
    examples++;
  }

  Evaluation result(List<String> classNames) {
    return new Evaluation(
        new Evaluation.Summary(
            (double) inFirst / examples, (double) inTop / examples, lossSum / examples, examples),
        classNames,
        confusion,
        guesses);
  }

  /** How many classes come before the label; of equals the first comes first, NaN is no guess. */
  private int rankOf(int label) {
    if (Double.isNaN(row[label])) {
      return classes;
    }
    int before = 0;
    for (int c = 0; c < classes; c++) {
      before += row[c] > row[label] || (row[c] == row[label] && c < label) ? 1 : 0;
    }
    return before;
  }

  private int guess() {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = row[c] > row[best] ? c : best;
    }
    return best;
  }

  private double logSumExp() {
    double max = row[guess()];
    double sum = 0;
    for (double logit : row) {
      sum += Math.exp(logit - max);
    }
    return max + Math.log(sum);
  }
}
