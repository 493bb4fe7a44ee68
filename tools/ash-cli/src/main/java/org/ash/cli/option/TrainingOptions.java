package org.ash.cli.option;

import java.util.List;
import java.util.Optional;
import org.ash.nn.Network;
import org.ash.train.ParameterGroup;
import org.ash.train.TrainingConfig;
import org.ash.zoo.Recipe;
import org.ash.zoo.Zoo;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that decide how a network is trained. */
public final class TrainingOptions {
  private static final String SGD = "sgd:momentum=0.9,nesterov=true";

  /** For SGD with this batch; an optimizer that is named brings its own rate. */
  private static final String SGD_SCHEDULE = "one-cycle:max=0.2";

  private static final String SCHEDULE = "one-cycle";

  private static final String QUICK = "quick";
  private static final String PAPER = "paper";
  private static final int QUICK_EPOCHS = 8;
  private static final int QUICK_BATCH = 128;
  private static final double QUICK_DECAY = 5e-4;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      defaultValue = PAPER,
      description =
          "What holds for options that are not named: paper, as the authors of the model trained"
              + " it, see: ${ROOT-COMMAND-NAME} summary MODEL; or quick, a good network in minutes (default:"
              + " ${DEFAULT-VALUE})")
  private String recipe;

  @Option(
      names = {"-e", "--epochs"},
      paramLabel = "N",
      description = "Passes over the training images (default: the recipe's; quick: 8)")
  private Integer epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images in a step (default: the recipe's; quick: 128)")
  private Integer batch;

  @Option(
      names = "--accumulate",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Compute each step in N parts and add up their gradients: less memory, the same step but"
              + " for batch normalization, which sees BATCH/N images (default: 1)")
  private int parts;

  @Option(
      names = "--recompute",
      description =
          "Make activations, normalizations and concatenations again where their gradient needs"
              + " them, instead of keeping them: less memory, the same numbers; costs about one more"
              + " forward pass without convolutions")
  private boolean recompute;

  @Option(
      names = "--optimizer",
      paramLabel = "SPEC",
      description =
          "As sgd:momentum=0.9 or adamw:beta2=0.95; the rate is that of --schedule (default: the"
              + " recipe's; quick: "
              + SGD
              + ")")
  private String optimizer;

  @Option(
      names = "--schedule",
      paramLabel = "SPEC",
      description =
          "The learning rate, as constant:lr=0.01, cosine:lr=0.1,warmup=1 or"
              + " step:lr=0.1,milestones=80/120; in the epochs of warmup it rises linearly or, with"
              + " warmup_lr=0.01, is that (default: the recipe's; quick: "
              + SGD_SCHEDULE
              + "; with another optimizer one-cycle up to its own rate)")
  private String schedule;

  @Option(
      names = "--weight-decay",
      paramLabel = "X",
      description =
          "Of weights, not of normalizations and activations; L2 for SGD, decoupled for AdamW"
              + " (default: the recipe's; quick: 5e-4)")
  private Double weightDecay;

  @Option(
      names = "--group",
      paramLabel = "PATTERN:SETTINGS",
      split = ";",
      description =
          "Parameters to train in a way of their own, by name, as 'stage3.*:lr=0.1,decay=0' or"
              + " 'stem.*:frozen=true'; may be repeated, the first that fits counts; lr is a factor")
  private List<String> groups = List.of();

  @Option(
      names = "--average",
      paramLabel = "DECAY",
      defaultValue = "0",
      description =
          "Keep an exponential moving average of the weights, as 0.999, and judge that; 0 does not"
              + " (default: 0)")
  private double averageDecay;

  @Option(
      names = "--mixup",
      paramLabel = "ALPHA",
      defaultValue = "0",
      description =
          "Blend each image with another of its batch, and their labels, as 0.2; 0 does not"
              + " (default: 0)")
  private double mixup;

  @Option(
      names = "--label-smoothing",
      paramLabel = "X",
      defaultValue = "0",
      description = "Share of the label spread over all classes (default: ${DEFAULT-VALUE})")
  private double labelSmoothing;

  @Option(
      names = "--clip",
      paramLabel = "X",
      defaultValue = "0",
      description = "Scale gradients down to this global norm; 0 does not (default: 0)")
  private double clip;

  @Option(
      names = {"-s", "--seed"},
      paramLabel = "N",
      defaultValue = "1",
      description = "Keys initial weights, shuffle and augmentation (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Stop after so many epochs without a better test accuracy; 0: never (default: 0)")
  private int patience;

  /** Made by picocli. */
  public TrainingOptions() {}

  /**
   * The settings.
   *
   * @param data specification of the data set
   * @throws ParameterException when one is out of range or cannot be read
   */
  public TrainingConfig config(Network network, String data) {
    try {
      Optional<Recipe> published = published(network);
      int passes = epochs != null ? epochs : published.map(Recipe::epochs).orElse(QUICK_EPOCHS);
      return TrainingConfig.builder(network)
          .data(data)
          .optimizer(optimizer != null ? optimizer : published.map(Recipe::optimizer).orElse(SGD))
          .schedule(schedule(published, passes))
          .epochs(passes)
          .batchSize(batch != null ? batch : published.map(Recipe::batchSize).orElse(QUICK_BATCH))
          .weightDecay(
              weightDecay != null
                  ? weightDecay
                  : published.map(Recipe::weightDecay).orElse(QUICK_DECAY))
          .labelSmoothing(labelSmoothing)
          .clipNorm(clip)
          .seed(seed)
          .parts(parts)
          .recompute(recompute)
          .groups(groups.stream().map(ParameterGroup::parse).toList())
          .averageDecay(averageDecay)
          .mixup(mixup)
          .earlyStop(TrainingConfig.Watched.TOP1, patience)
          .build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** An optimizer that is named brings its own rate, whatever the recipe. */
  private String schedule(Optional<Recipe> published, int passes) {
    if (schedule != null) {
      return schedule;
    }
    if (optimizer != null) {
      return SCHEDULE;
    }
    return published.map(known -> known.schedule(passes)).orElse(SGD_SCHEDULE);
  }

  private Optional<Recipe> published(Network network) {
    return switch (recipe) {
      case QUICK -> Optional.empty();
      case PAPER -> Optional.of(Zoo.entry(network.name()).recipe());
      default ->
          throw new IllegalArgumentException(
              "No recipe '" + recipe + "'. There are: " + QUICK + ", " + PAPER + ".");
    };
  }
}
