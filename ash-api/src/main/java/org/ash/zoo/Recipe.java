package org.ash.zoo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How those who published a network trained it: SGD with momentum 0.9 and a learning rate that
 * falls in steps or, without milestones, along half a cosine.
 *
 * @param source where it is written, for people
 * @param nesterov whether the momentum is Nesterov's
 * @param learningRate the first rate behind the warm-up, above 0
 * @param gamma factor of the rate at each milestone
 * @param milestones epochs at which the rate falls, ascending; none for the cosine
 * @param warmUp rate of the first steps
 * @param epochs passes over the training set
 * @param batchSize images in a step
 * @param weightDecay L2, of weights
 */
public record Recipe(
    String source,
    boolean nesterov,
    double learningRate,
    double gamma,
    List<Integer> milestones,
    WarmUp warmUp,
    int epochs,
    int batchSize,
    double weightDecay) {
  private static final int DECIMALS = 4;

  /**
   * A lower rate in the beginning.
   *
   * @param epochs how long, 0 for not at all
   * @param learningRate the rate, constant
   */
  public record WarmUp(double epochs, double learningRate) {
    /** No warm-up. */
    public static final WarmUp NONE = new WarmUp(0, 0);

    /** Checks the ranges. */
    public WarmUp {
      if (!(epochs >= 0) || !(learningRate >= 0)) {
        throw new IllegalArgumentException(
            "A warm-up has at least 0 epochs and a rate of at least 0, given "
                + epochs
                + " and "
                + learningRate
                + ".");
      }
    }
  }

  /** Copies the list. */
  public Recipe {
    milestones = List.copyOf(milestones);
  }

  /** The optimizer, as the trainer reads it. */
  public String optimizer() {
    return nesterov ? "sgd:momentum=0.9,nesterov=true" : "sgd:momentum=0.9";
  }

  /**
   * The schedule of a training of this many epochs, as the trainer reads it; milestones and warm-up
   * keep their share of the whole.
   */
  public String schedule(int trained) {
    String rate = "lr=" + plain(learningRate);
    String before =
        warmUp.epochs() == 0
            ? ""
            : ",warmup=%s,warmup_lr=%s"
                .formatted(scaled(warmUp.epochs(), trained), plain(warmUp.learningRate()));
    if (milestones.isEmpty()) {
      return "cosine:" + rate + before;
    }
    String falls =
        milestones.stream().map(epoch -> scaled(epoch, trained)).collect(Collectors.joining("/"));
    return "step:" + rate + ",milestones=" + falls + ",gamma=" + plain(gamma) + before;
  }

  private String scaled(double epoch, int trained) {
    return plain(epoch * trained / epochs);
  }

  private static String plain(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).setScale(DECIMALS, RoundingMode.HALF_UP);
    return rounded.stripTrailingZeros().toPlainString();
  }
}
