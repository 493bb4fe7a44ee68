package org.ash.cli.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ash.cli.option.TrainingOptions;
import org.ash.nn.Network;
import org.ash.train.TrainingConfig;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The options of {@code ash train} as an experiment's file gives them: the same names, defaults and
 * errors, for it is the same parser.
 */
final class TrainingSettings {
  private static final String DASHES = "--";

  /** The grid gives it. */
  private static final String SEED = "seed";

  private TrainingSettings() {}

  @Command(name = "training")
  private static final class Parsed {
    @Mixin private TrainingOptions options;
  }

  /** Names of the settings. */
  static List<String> names() {
    return new CommandLine(new Parsed())
        .getCommandSpec().options().stream()
            .map(OptionSpec::longestName)
            .map(name -> name.substring(DASHES.length()))
            .filter(name -> !name.equals(SEED))
            .toList();
  }

  /**
   * Checks that a value can be read, as far as that can be told without the others.
   *
   * @throws ExperimentException when not
   */
  static void check(YamlText name, YamlText value) {
    try {
      parse(Map.of(name.text(), value.text()), 1);
    } catch (ParameterException e) {
      throw new ExperimentException(value.place() + ": " + e.getMessage(), e);
    }
  }

  /**
   * The settings of one training.
   *
   * @throws ExperimentException when a value is out of range
   */
  static TrainingConfig config(
      Map<String, String> settings, Network network, String data, long seed) {
    try {
      return parse(settings, seed).config(network, data);
    } catch (ParameterException e) {
      throw new ExperimentException("training: " + e.getMessage(), e);
    }
  }

  private static TrainingOptions parse(Map<String, String> settings, long seed) {
    List<String> words = new ArrayList<>();
    settings.forEach((name, value) -> words.add(DASHES + name + "=" + value));
    words.add(DASHES + SEED + "=" + seed);
    Parsed parsed = new Parsed();
    new CommandLine(parsed).parseArgs(words.toArray(String[]::new));
    return parsed.options;
  }
}
