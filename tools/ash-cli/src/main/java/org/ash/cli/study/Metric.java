package org.ash.cli.study;

import java.util.Locale;
import org.ash.cli.run.EpochMetrics;

/** What a table shows of the test images. */
public enum Metric {
  /** Percent of images whose first guess is right. */
  TOP1("top1", "top 1, %", 100, 2, true),
  /** Percent of images with the right class among the first five guesses. */
  TOP5("top5", "top 5, %", 100, 2, true),
  /** Mean cross-entropy. */
  LOSS("testLoss", "test loss", 1, 4, false);

  private final String key;
  private final String title;
  private final double scale;
  private final int digits;
  private final boolean moreIsBetter;

  Metric(String key, String title, double scale, int digits, boolean moreIsBetter) {
    this.key = key;
    this.title = title;
    this.scale = scale;
    this.digits = digits;
    this.moreIsBetter = moreIsBetter;
  }

  /** Its name in files and JSON results. */
  String key() {
    return key;
  }

  /** What is shown for 1 of the unit that files and JSON results have: 100 for percent. */
  double scale() {
    return scale;
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

  /** Its value after an epoch, as it is shown. */
  double of(EpochMetrics epoch) {
    return scale
        * switch (this) {
          case TOP1 -> epoch.top1();
          case TOP5 -> epoch.top5();
          case LOSS -> epoch.testLoss();
        };
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
