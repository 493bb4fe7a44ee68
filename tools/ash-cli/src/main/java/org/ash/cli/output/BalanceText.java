package org.ash.cli.output;

import java.util.List;
import java.util.Optional;
import org.ash.train.ClassBalance;

/** What an accuracy is worth, for people. */
public final class BalanceText {
  /** Of two classes, of which none can have twice its even share. */
  private static final double MOST_OF_ALL = 2.0 / 3;

  private BalanceText() {}

  /** As in {@code balanced accuracy 61.20 %; the largest class, dogs, is 33.00 % of the images}. */
  public static String line(ClassBalance balance, List<String> classNames) {
    return "balanced accuracy %s; the largest class, %s, is %s of the images"
        .formatted(
            Numbers.percent(balance.balancedAccuracy()),
            classNames.get(balance.largest()),
            Numbers.percent(balance.largestShare()));
  }

  /**
   * That one class has more than twice its even share, and so a network that names it always looks
   * as if it had learned; empty where classes are of about one size.
   *
   * @param histogram images of each class
   */
  public static Optional<String> ofTraining(List<Integer> histogram, List<String> classNames) {
    long all = histogram.stream().mapToLong(Integer::longValue).sum();
    int largest = 0;
    for (int i = 1; i < histogram.size(); i++) {
      largest = histogram.get(i) > histogram.get(largest) ? i : largest;
    }
    double share = all == 0 ? 0 : (double) histogram.get(largest) / all;
    return share > Math.min(2.0 / histogram.size(), MOST_OF_ALL)
        ? Optional.of(
            "%s is %s of the training images: look at the balanced accuracy, too."
                .formatted(classNames.get(largest), Numbers.percent(share)))
        : Optional.empty();
  }

  /** Tells a network that has learned nothing that shows; nothing of others. */
  public static void warn(Output output, ClassBalance balance) {
    if (balance.isGuessing()) {
      output.note(
          "This is no better than always naming the largest class. Train for more epochs, with a"
              + " smaller --batch or another --schedule; or see whether the labels are right.");
    }
  }
}
