package org.ash.cli.train;

import org.ash.data.DataSet;

/**
 * How much a training that must end in time can do.
 *
 * @param epochs passes
 * @param trainImages images in each; all of them or as many as there is time for
 * @param testImages images to judge by after each
 */
public record QuickstartPlan(int epochs, int trainImages, int testImages) {
  private static final int FEWEST_EPOCHS = 3;
  private static final int MOST_EPOCHS = 8;
  private static final int FEWEST_STEPS = 40;
  private static final int MOST_TEST_IMAGES = 2_000;

  /** Evaluation needs no backward pass: at least this much faster than training. */
  private static final double EVALUATION_SPEEDUP = 2.5;

  /**
   * Fits a training into a time.
   *
   * @param imagesPerSecond speed of training
   * @param batch images in a step
   */
  public static QuickstartPlan fit(
      DataSet data, double seconds, double imagesPerSecond, int batch) {
    int all = data.train().examples();
    int test = Math.min(MOST_TEST_IMAGES, data.test().examples());
    double passesOverAll = seconds * imagesPerSecond / (all + test / EVALUATION_SPEEDUP);
    if (passesOverAll >= FEWEST_EPOCHS) {
      return new QuickstartPlan((int) Math.min(MOST_EPOCHS, passesOverAll), all, test);
    }
    double images = seconds * imagesPerSecond / FEWEST_EPOCHS - test / EVALUATION_SPEEDUP;
    int steps = Math.max(FEWEST_STEPS, (int) (images / batch));
    return new QuickstartPlan(FEWEST_EPOCHS, Math.min(all, steps * batch), test);
  }

  /**
   * The data set's specification with as many images as are planned; one that says itself how many
   * stays as it is.
   */
  public String narrow(String spec) {
    boolean generated = spec.startsWith("shapes");
    String train = generated ? "count=" : "train=";
    if (spec.contains(train) || spec.contains("test=")) {
      return spec;
    }
    return spec + (spec.contains(":") ? "," : ":") + train + trainImages + ",test=" + testImages;
  }
}
