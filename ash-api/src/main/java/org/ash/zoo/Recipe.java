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
 * @param learningRate the first rate, above 0
 * @param gamma factor of the rate at each milestone
 * @param milestones epochs at which the rate falls, ascending; none for the cosine
 * @param warmUp epochs of a linear rise in the beginning
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
    int warmUp,
    int epochs,
    int batchSize,
    double weightDecay) {
  private static final int DECIMALS = 4;

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
    String rising = warmUp == 0 ? "" : ",warmup=" + scaled(warmUp, trained);
    if (milestones.isEmpty()) {
      return "cosine:" + rate + rising;
    }
    String falls =
        milestones.stream().map(epoch -> scaled(epoch, trained)).collect(Collectors.joining("/"));
    return "step:" + rate + ",milestones=" + falls + ",gamma=" + plain(gamma) + rising;
  }

  private String scaled(int epoch, int trained) {
    return plain((double) epoch * trained / epochs);
  }

  private static String plain(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).setScale(DECIMALS, RoundingMode.HALF_UP);
    return rounded.stripTrailingZeros().toPlainString();
  }
}
