package org.ash.train;

import java.util.List;
import java.util.Locale;
import org.ash.nn.Network;

/**
 * Everything that decides what a training computes, apart from data and engine. Kept in
 * checkpoints.
 *
 * @param model name of the network, as {@code resnet-20}
 * @param activation specification of its activation, as {@code ash:z=1.0}
 * @param classes number of classes, at least 2
 * @param data name of the data set, for people; not interpreted
 * @param optimizer see {@link Optimizer#parse}
 * @param schedule see {@link Schedule#parse}
 * @param epochs passes over the data, at least 1
 * @param batchSize examples in a step, at least 1
 * @param seed keys initial weights, shuffle and augmentation
 * @param labelSmoothing share of the label spread over all classes, in [0, 1)
 * @param clipNorm largest global norm of the gradient; 0 does not clip
 * @param weightDecay L2 for SGD, decoupled for AdamW; at least 0
 * @param decayAll whether normalizations, activations and biases decay, too, not weights only
 * @param watched what tells a better epoch from a worse one
 * @param patience epochs without a better one after which training stops; 0 never stops early
 * @param parts how many parts a step is computed in, at least 1, divides batchSize: less memory,
 *     and the same step but where examples see each other, as in batch normalization, which then
 *     sees {@code batchSize / parts} of them
 * @param groups parameters that are trained in a way of their own; the first that fits counts
 * @param averageDecay of the exponential moving average of the weights that is then evaluated, in
 *     [0, 1), see {@link WeightAverage}; 0 keeps none
 * @param mixup alpha of {@link Mixup}, in [0, 100]; 0 mixes nothing
 * @param recompute whether cheap results of the forward part are made again for the backward part
 *     instead of being kept: less memory, the same numbers, about a forward pass without
 *     convolutions more; see {@link org.ash.autodiff.Recomputation}
 */
public record TrainingConfig(
    String model,
    String activation,
    int classes,
    String data,
    String optimizer,
    String schedule,
    int epochs,
    int batchSize,
    long seed,
    double labelSmoothing,
    double clipNorm,
    double weightDecay,
    boolean decayAll,
    Watched watched,
    int patience,
    int parts,
    List<ParameterGroup> groups,
    double averageDecay,
    double mixup,
    boolean recompute) {

  /** A metric of the test set. */
  public enum Watched {
    /** Share of the images whose first guess is right; more is better. */
    TOP1,
    /** Share of the images with the right class among the first five guesses; more is better. */
    TOP5,
    /** Mean cross-entropy; less is better. */
    LOSS;

    /** Whether one evaluation is better than another. */
    public boolean better(Evaluation.Summary candidate, Evaluation.Summary best) {
      return switch (this) {
        case TOP1 -> candidate.top1() > best.top1();
        case TOP5 -> candidate.top5() > best.top5();
        case LOSS -> candidate.loss() < best.loss() || Double.isNaN(best.loss());
      };
    }

    /**
     * Reads {@code top1}, {@code top5} or {@code loss}.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Watched parse(String text) {
      for (Watched watched : values()) {
        if (watched.toString().equals(text)) {
          return watched;
        }
      }
      throw new IllegalArgumentException("No metric '" + text + "'. There are: top1, top5, loss.");
    }

    /** In lower case. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the ranges and that optimizer and schedule can be read. */
  public TrainingConfig {
    require(classes >= 2, "classes is at least 2", classes);
    require(epochs >= 1, "epochs is at least 1", epochs);
    require(batchSize >= 1, "batchSize is at least 1", batchSize);
    require(labelSmoothing >= 0 && labelSmoothing < 1, "labelSmoothing: [0, 1)", labelSmoothing);
    require(clipNorm >= 0 && clipNorm < 1e30, "clipNorm is at least 0", clipNorm);
    require(weightDecay >= 0 && weightDecay < 1e6, "weightDecay is at least 0", weightDecay);
    require(patience >= 0, "patience is at least 0", patience);
    require(parts >= 1, "parts is at least 1", parts);
    if (batchSize % parts != 0) {
      throw new IllegalArgumentException(
          "A step of " + batchSize + " images cannot be computed in " + parts + " equal parts.");
    }
    groups = List.copyOf(groups);
    require(averageDecay >= 0 && averageDecay < 1, "averageDecay: [0, 1)", averageDecay);
    require(mixup >= 0 && mixup <= 100, "mixup lies in [0, 100]", mixup);
    double rate = Optimizer.parse(optimizer).defaultLearningRate();
    Schedule.parse(schedule, new Schedule.Horizon(epochs, 1), rate);
  }

  /** Settings for a network; the builder begins with the defaults named at its methods. */
  public static Builder builder(String model, String activation, int classes) {
    return new Builder(model, activation, classes);
  }

  /** Settings for this network. */
  public static Builder builder(Network network) {
    return builder(network.name(), network.activation(), network.classes());
  }

  /** The same over another number of epochs; the schedule stretches with them. */
  public TrainingConfig withEpochs(int count) {
    return new TrainingConfig(
        model,
        activation,
        classes,
        data,
        optimizer,
        schedule,
        count,
        batchSize,
        seed,
        labelSmoothing,
        clipNorm,
        weightDecay,
        decayAll,
        watched,
        patience,
        parts,
        groups,
        averageDecay,
        mixup,
        recompute);
  }

  /** The schedule for a data set that gives this many steps in an epoch. */
  public Schedule scheduleFor(long stepsPerEpoch) {
    return Schedule.parse(
        schedule,
        new Schedule.Horizon(epochs, stepsPerEpoch),
        Optimizer.parse(optimizer).defaultLearningRate());
  }

  private static void require(boolean condition, String rule, Object given) {
    if (!condition) {
      throw new IllegalArgumentException(rule + ", given " + given + ".");
    }
  }

  /** Collects settings. */
  public static final class Builder {
    private final String model;
    private final String activation;
    private final int classes;
    private String data = "";
    private String optimizer = "sgd:momentum=0.9,nesterov=true";
    private String schedule = "one-cycle";
    private int epochs = 8;
    private int batchSize = 128;
    private long seed = 1;
    private double labelSmoothing;
    private double clipNorm;
    private double weightDecay = 5e-4;
    private boolean decayAll;
    private Watched watched = Watched.TOP1;
    private int patience;
    private int parts = 1;
    private List<ParameterGroup> groups = List.of();
    private double averageDecay;
    private double mixup;
    private boolean recompute;

    private Builder(String model, String activation, int classes) {
      this.model = model;
      this.activation = activation;
      this.classes = classes;
    }

    /** Name of the data set, for people. */
    public Builder data(String name) {
      data = name;
      return this;
    }

    /** See {@link Optimizer#parse}; SGD with Nesterov momentum 0.9. */
    public Builder optimizer(String spec) {
      optimizer = spec;
      return this;
    }

    /** See {@link Schedule#parse}; one-cycle up to 0.1. */
    public Builder schedule(String spec) {
      schedule = spec;
      return this;
    }

    /** Passes over the data; 8. */
    public Builder epochs(int count) {
      epochs = count;
      return this;
    }

    /** Examples in a step; 128. */
    public Builder batchSize(int examples) {
      batchSize = examples;
      return this;
    }

    /** Keys all randomness; 1. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** Share of the label that is spread over all classes; 0. */
    public Builder labelSmoothing(double share) {
      labelSmoothing = share;
      return this;
    }

    /** Largest global norm of the gradient; 0, which does not clip. */
    public Builder clipNorm(double norm) {
      clipNorm = norm;
      return this;
    }

    /** Weight decay; 5e-4, of weights only. */
    public Builder weightDecay(double decay) {
      weightDecay = decay;
      return this;
    }

    /** Lets normalizations, activations and biases decay, too; off. */
    public Builder decayAll(boolean all) {
      decayAll = all;
      return this;
    }

    /** Stops after this many epochs without a better test metric; off. */
    public Builder earlyStop(Watched metric, int epochsWithoutBetter) {
      watched = metric;
      patience = epochsWithoutBetter;
      return this;
    }

    /** Parts in which a step is computed, to save memory; 1. */
    public Builder parts(int count) {
      parts = count;
      return this;
    }

    /** Parameters that are trained in a way of their own; none. */
    public Builder groups(List<ParameterGroup> own) {
      groups = List.copyOf(own);
      return this;
    }

    /** Decay of the average of the weights, as 0.999; 0, which keeps none. */
    public Builder averageDecay(double decay) {
      averageDecay = decay;
      return this;
    }

    /** Alpha of mixup, as 0.2; 0, which mixes nothing. */
    public Builder mixup(double alpha) {
      mixup = alpha;
      return this;
    }

    /** Makes cheap forward results again instead of keeping them, to save memory; off. */
    public Builder recompute(boolean again) {
      recompute = again;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException naming the one that is out of range
     */
    public TrainingConfig build() {
      return new TrainingConfig(
          model,
          activation,
          classes,
          data,
          optimizer,
          schedule,
          epochs,
          batchSize,
          seed,
          labelSmoothing,
          clipNorm,
          weightDecay,
          decayAll,
          watched,
          patience,
          parts,
          groups,
          averageDecay,
          mixup,
          recompute);
    }
  }
}
