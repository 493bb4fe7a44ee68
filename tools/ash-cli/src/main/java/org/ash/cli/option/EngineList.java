package org.ash.cli.option;

import java.util.List;
import java.util.Optional;
import org.ash.spi.BackendCandidate;
import org.ash.spi.Backends;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --backend} of commands that take several engines. */
public final class EngineList {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-b", "--backend", "--backends"},
      paramLabel = "LIST",
      split = ",",
      description =
          "Engines, separated by commas or repeated; see: ${ROOT-COMMAND-NAME} backends (default:"
              + " all that can run here, bench: the best of them)")
  private List<String> names = List.of();

  /** Made by picocli. */
  public EngineList() {}

  /**
   * The engines that were asked for, each once; empty when none were.
   *
   * @throws picocli.CommandLine.ParameterException when one is unknown
   * @throws org.ash.spi.BackendException when one cannot run here
   */
  public Optional<List<BackendCandidate>> chosen() {
    Backends backends = Backends.find();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            names.stream()
                .map(name -> EngineOptions.named(backends, name.strip(), command))
                .distinct()
                .toList());
  }
}
