package org.ash.cli.option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ash.conformance.rule.Glob;
import org.ash.conformance.rule.Level;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Rules;
import org.ash.conformance.rule.Trial;
import org.ash.text.NearestNames;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose rules of the conformance suite, and what they are tried with. */
public final class RuleOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description =
          "Only rules of this level: structure, operators, gradients, ash, composites, models,"
              + " training, checkpoints, export or lifecycle; may be repeated")
  private List<String> levels = List.of();

  @Option(
      names = "--rule",
      paramLabel = "GLOB",
      description = "Only rules of this id, * standing for anything; may be repeated")
  private List<String> globs = List.of();

  @Option(
      names = "--case",
      paramLabel = "LABEL",
      description = "Only the case of this label, to look at one finding again")
  private String onlyCase;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of all random cases (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--draws",
      paramLabel = "N",
      defaultValue = "20",
      description = "Random cases of each operator (default: ${DEFAULT-VALUE})")
  private int draws;

  /** Made by picocli. */
  public RuleOptions() {}

  /**
   * What the rules are tried with.
   *
   * @throws ParameterException when a number is out of range
   */
  public Trial.Settings settings() {
    if (draws < 0) {
      throw wrong("--draws is 0 or more, given " + draws + ".");
    }
    return new Trial.Settings(seed, draws, Optional.ofNullable(onlyCase));
  }

  /**
   * The rules that were asked for, all of them when none were.
   *
   * @throws ParameterException when a level or a rule is unknown
   */
  public List<Rule> rules() {
    List<Level> wanted = new ArrayList<>();
    levels.forEach(level -> wanted.add(level(level)));
    List<Rule> ofLevels =
        Rules.all().stream()
            .filter(rule -> wanted.isEmpty() || wanted.contains(rule.level()))
            .toList();
    if (ofLevels.isEmpty()) {
      throw wrong("No rule is of level " + String.join(" or ", levels) + " yet.");
    }
    for (String glob : globs) {
      if (ofLevels.stream().noneMatch(rule -> new Glob(glob).matches(rule.id()))) {
        throw unknown(glob, ofLevels);
      }
    }
    return ofLevels.stream()
        .filter(
            rule ->
                globs.isEmpty()
                    || globs.stream().anyMatch(glob -> new Glob(glob).matches(rule.id())))
        .toList();
  }

  private Level level(String name) {
    List<String> names = Arrays.stream(Level.values()).map(Level::toString).toList();
    return Arrays.stream(Level.values())
        .filter(level -> level.toString().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    "No level named '"
                        + name
                        + "'. There are: "
                        + String.join(", ", names)
                        + "."
                        + NearestNames.question(name, names)));
  }

  /** The nearest rules; for a pattern also the nearest families, as {@code OP-Conv-*}. */
  private ParameterException unknown(String glob, List<Rule> among) {
    List<String> known =
        among.stream()
            .map(Rule::id)
            .flatMap(
                id ->
                    glob.contains("*")
                        ? Stream.of(id, id.replaceFirst("-[^-]*$", "-*"))
                        : Stream.of(id))
            .distinct()
            .toList();
    return wrong("No rule is named '" + glob + "'." + NearestNames.question(glob, known));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
