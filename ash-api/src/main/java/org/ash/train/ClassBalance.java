package org.ash.train;

import java.util.List;

/**
 * What a share of right guesses is worth where classes are of unequal size: whoever always names
 * the largest class is right as often as that class occurs.
 *
 * @param largest index of the class with the most examples; the first of equals
 * @param largestShare its share of the examples, in [0, 1]
 * @param balancedAccuracy mean, over the classes that occur, of the share of their examples that
 *     were recognized, in [0, 1] (Brodersen et al., ICPR 2010)
 * @param top1 share of all examples that were recognized, in [0, 1]
 * @param examples how many there were, at least 1
 */
public record ClassBalance(
    int largest, double largestShare, double balancedAccuracy, double top1, long examples) {

  /**
   * Of a confusion matrix, {@code confusion[truth][guessed]}.
   *
   * @throws IllegalArgumentException when it counts nothing
   */
  public static ClassBalance of(List<List<Long>> confusion) {
    int largest = 0;
    long most = 0;
    long all = 0;
    long right = 0;
    double recalls = 0;
    int occurring = 0;
    for (int truth = 0; truth < confusion.size(); truth++) {
      long count = confusion.get(truth).stream().mapToLong(Long::longValue).sum();
      if (count == 0) {
        continue;
      }
      if (count > most) {
        most = count;
        largest = truth;
      }
      all += count;
      right += confusion.get(truth).get(truth);
      recalls += (double) confusion.get(truth).get(truth) / count;
      occurring++;
    }
    if (all == 0) {
      throw new IllegalArgumentException("A confusion matrix that counts nothing has no balance.");
    }
    return new ClassBalance(
        largest, (double) most / all, recalls / occurring, (double) right / all, all);
  }

  /**
   * Whether always naming the largest class would be as good, within the standard error of so many
   * examples.
   */
  public boolean isGuessing() {
    double error = Math.sqrt(largestShare * (1 - largestShare) / examples);
    return top1 <= largestShare + error;
  }
}
