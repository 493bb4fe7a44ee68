package org.ash.cli.option;

import java.util.Optional;
import org.ash.spi.Backend;
import org.ash.spi.BackendCandidate;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.Backends;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose an engine: {@code --backend}, {@code --device}, {@code --threads}. */
public final class EngineOptions {

  private static final String ORACLE = "reference";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-b", "--backend"},
      paramLabel = "NAME",
      description =
          "The engine; see: ${ROOT-COMMAND-NAME} backends (default: the best that can run here;"
              + " resume, export and verify take the one that trained the network)")
  private String name;

  @Option(
      names = "--device",
      paramLabel = "ID",
      description = "Where it runs, as cpu:0 or gpu:0 (default: the engine chooses)")
  private String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads it may use; 0 takes all cores (default: 0)")
  private Integer threads;

  @Option(names = "--tf32", description = "Let a GPU round factors to TF32: faster, less exact.")
  private boolean tensorFloat32;

  /** Made by picocli. */
  public EngineOptions() {}

  /** The name that was given, if one was. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** How the engine is to be opened. */
  public BackendOptions options() {
    return optionsOver(BackendOptions.defaults());
  }

  /** How the engine is to be opened, where what was not asked for is as it was before. */
  public BackendOptions optionsOver(BackendOptions before) {
    if (threads != null && threads < 0) {
      throw new ParameterException(
          command.commandLine(), "--threads is 0 (all cores) or more, given " + threads + ".");
    }
    return new BackendOptions(
        threads == null ? before.threads() : threads,
        Optional.ofNullable(device).or(before::device),
        tensorFloat32 || before.tensorFloat32());
  }

  /**
   * Opens the engine that was asked for, else the best.
   *
   * @throws BackendException when it cannot run here
   */
  public Backend open() {
    return candidate().open(options());
  }

  /**
   * Opens the engine that was asked for; else a wanted one, if it can run here; else the oracle.
   *
   * @param wanted name of an engine
   * @throws BackendException when the one that was asked for cannot run here
   */
  public Backend openPreferring(String wanted) {
    if (name != null) {
      return open();
    }
    Backends backends = Backends.find();
    return backends.candidates().stream()
        .filter(candidate -> candidate.name().equals(wanted) && candidate.isAvailable())
        .findFirst()
        .orElseGet(() -> backends.choose(ORACLE))
        .open(options());
  }

  /**
   * Opens the engine that was asked for, else the one that was used before; of its options, too,
   * those that were not asked for are as they were.
   *
   * @throws BackendException when it cannot run here
   */
  public Backend openAsBefore(String engineBefore, BackendOptions before) {
    return (name == null ? Backends.find().choose(engineBefore) : candidate())
        .open(optionsOver(before));
  }

  private BackendCandidate candidate() {
    Backends backends = Backends.find();
    return name == null ? backends.choose() : named(backends, name, command);
  }

  /**
   * The engine of a name that was given.
   *
   * @throws ParameterException when there is none
   * @throws BackendException when it cannot run here
   */
  static BackendCandidate named(Backends backends, String name, CommandSpec command) {
    try {
      return backends.choose(name);
    } catch (BackendException e) {
      boolean known =
          backends.candidates().stream()
              .anyMatch(candidate -> candidate.name().equalsIgnoreCase(name));
      if (known) {
        throw e;
      }
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
