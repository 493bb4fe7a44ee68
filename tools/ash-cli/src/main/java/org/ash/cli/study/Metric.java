package org.ash.cli.study;

import java.util.Locale;
import org.ash.cli.run.EpochMetrics;

/** What a table shows of the test images. */
public enum Metric {
  /** Percent of images whose first guess is right. */
  TOP1("top 1, %", 2, true),
  /** Percent of images with the right class among the first five guesses. */
  TOP5("top 5, %", 2, true),
  /** Mean cross-entropy. */
  LOSS("test loss", 4, false);

  private final String title;
  private final int digits;
  private final boolean moreIsBetter;

  Metric(String title, int digits, boolean moreIsBetter) {
    this.title = title;
    this.digits = digits;
    this.moreIsBetter = moreIsBetter;
  }

  /** For headings, with its unit. */
  public String title() {
    return title;
  }

  /** Digits worth showing. */
  int digits() {
    return digits;
  }

  /** Whether one value is better than another. */
  boolean better(double one, double other) {
    return moreIsBetter ? one > other : one < other;
  }

  /** Its value after an epoch. */
  double of(EpochMetrics epoch) {
    return switch (this) {
      case TOP1 -> 100 * epoch.top1();
      case TOP5 -> 100 * epoch.top5();
      case LOSS -> epoch.testLoss();
    };
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
