package org.ash.cli.output;

import java.util.List;
import org.ash.train.ClassBalance;

/** What an accuracy is worth, for people. */
public final class BalanceText {
  private BalanceText() {}

  /** As in {@code balanced accuracy 61.20 %; the largest class, dogs, is 33.00 % of the images}. */
  public static String line(ClassBalance balance, List<String> classNames) {
    return "balanced accuracy %s; the largest class, %s, is %s of the images"
        .formatted(
            Numbers.percent(balance.balancedAccuracy()),
            classNames.get(balance.largest()),
            Numbers.percent(balance.largestShare()));
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
