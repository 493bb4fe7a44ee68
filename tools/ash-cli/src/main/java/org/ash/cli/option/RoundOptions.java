package org.ash.cli.option;

import java.util.List;
import org.ash.bench.Rounds;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long is measured. */
public final class RoundOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "8",
      description = "Interleaved rounds (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "10",
      description = "Steps of each contender in a round (default: ${DEFAULT-VALUE})")
  private int steps;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "10",
      description = "Steps of each before the first round (default: ${DEFAULT-VALUE})")
  private int warmUp;

  /** Made by picocli. */
  public RoundOptions() {}

  /**
   * The rounds.
   *
   * @throws ParameterException when a number is out of range
   */
  public Rounds rounds() {
    try {
      return new Rounds(rounds, steps, warmUp, List.of());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
