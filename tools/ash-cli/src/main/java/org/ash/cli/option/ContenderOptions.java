package org.ash.cli.option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ash.activation.Activations;
import org.ash.bench.Contender;
import org.ash.spi.BackendCandidate;
import org.ash.spi.Backends;
import org.ash.zoo.Zoo;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is measured against what: every model with every activation on every backend. */
public final class ContenderOptions {
  /** A comma ends a name unless a setting of the same name follows, as in ash:z=1,alpha=2. */
  private static final String COMMA = ",(?![A-Za-z]+=)";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-m", "--model", "--models"},
      paramLabel = "LIST",
      defaultValue = "resnet-20",
      description = "Architectures, separated by commas (default: ${DEFAULT-VALUE})")
  private List<String> models;

  @Option(
      names = {"-a", "--activation", "--activations"},
      paramLabel = "LIST",
      defaultValue = "relu,ash",
      description = "Activations, separated by commas (default: ${DEFAULT-VALUE})")
  private List<String> activations;

  @Mixin private EngineList engines;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images in a step (default: ${DEFAULT-VALUE})")
  private int batch;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads an engine may use; 0 takes all cores (default: ${DEFAULT-VALUE})")
  private int threads;

  /** Made by picocli. */
  public ContenderOptions() {}

  /**
   * The contenders.
   *
   * @throws ParameterException when a name is unknown or a number out of range
   */
  public List<Contender> contenders(Contender.Work work) {
    if (batch < 1 || threads < 0) {
      throw wrong("--batch is 1 or more and --threads 0 or more.", null);
    }
    List<BackendCandidate> chosen =
        engines.chosen().orElseGet(() -> List.of(Backends.find().choose()));
    List<Contender> contenders = new ArrayList<>();
    try {
      for (String model : split(models)) {
        Zoo.entry(model);
        for (String activation : split(activations)) {
          String spec = Activations.parse(activation).spec();
          for (BackendCandidate engine : chosen) {
            contenders.add(
                new Contender(
                    work,
                    Contender.Implementation.ASH,
                    model,
                    spec,
                    engine.name(),
                    batch,
                    threads,
                    false));
          }
        }
      }
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage(), e);
    }
    return contenders;
  }

  private static List<String> split(List<String> lists) {
    return lists.stream().flatMap(list -> Arrays.stream(list.split(COMMA, -1))).toList();
  }

  private ParameterException wrong(String message, Exception cause) {
    return new ParameterException(command.commandLine(), message, cause);
  }
}
