package org.ash.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.ash.cli.option.EngineList;
import org.ash.cli.option.ImageOptions;
import org.ash.cli.option.ModelOptions;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.option.TrainingOptions;
import org.ash.cli.output.Hint;
import org.ash.cli.output.Output;
import org.ash.cli.run.RunException;
import org.ash.cli.run.RunFolder;
import org.ash.cli.train.RunConfig;
import org.ash.cli.train.RunTraining;
import org.ash.cli.train.SoundCheckpoint;
import org.ash.data.DataSet;
import org.ash.nn.Network;
import org.ash.spi.Backend;
import org.ash.spi.BackendCandidate;
import org.ash.spi.BackendOptions;
import org.ash.spi.Backends;
import org.ash.train.Checkpoint;
import org.ash.train.TrainingConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ash compare backends}: the same training on every engine. */
@Command(
    name = "backends",
    description = {
      "Train the same network on every engine, one after the other, and compare.",
      "",
      "Without --backend all that can run here are taken, but for the slow reference.",
      "",
      "Each engine gets a run folder in DIR, of equal initial weights, batches and augmentation;"
          + " DIR/accuracy.svg and DIR/loss.svg draw their curves over each other. Run again after"
          + " an interruption: trainings that are complete are not repeated."
    },
    exitCodeList = {CommandText.EXIT_INTERRUPTED, CommandText.EXIT_TERMINATED},
    footer = {
      "  ${ROOT-COMMAND-NAME} compare backends --data shapes --model resnet-8 --epochs 2",
      "  ${ROOT-COMMAND-NAME} compare backends --backends tensorflow,onnxruntime --out runs/two"
    })
public final class CompareBackendsCommand implements Callable<Integer> {
  private static final String ORACLE = "reference";
  private static final int EARLY_STEPS = 10;

  @Spec private CommandSpec spec;

  @Mixin private ModelOptions models;

  @Mixin private ImageOptions imageOptions;

  @Mixin private EngineList engineList;

  @Mixin private TrainingOptions training;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      defaultValue = "runs/backends",
      description = "Where the run folders and pictures go (default: ${DEFAULT-VALUE})")
  private Path out;

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public CompareBackendsCommand() {}

  @Override
  public Integer call() throws IOException {
    List<BackendCandidate> engines = engines();
    DataSet images = imageOptions.open();
    TrainingConfig config =
        training.config(models.network(images.classNames().size()), images.name());
    List<Path> runs = new ArrayList<>();
    for (BackendCandidate engine : engines) {
      Path folder = out.resolve(engine.name());
      Optional<Integer> stopped = train(engine, folder, images, config);
      if (stopped.isPresent()) {
        return stopped.get();
      }
      runs.add(folder);
    }
    show(RunComparison.of(runs));
    return 0;
  }

  private List<BackendCandidate> engines() {
    return engineList
        .chosen()
        .orElseGet(
            () ->
                Backends.find().candidates().stream()
                    .filter(engine -> engine.isAvailable() && !engine.name().equals(ORACLE))
                    .toList());
  }

  /** Trains, unless that is done; the exit code when it was interrupted. */
  private Optional<Integer> train(
      BackendCandidate engine, Path folder, DataSet images, TrainingConfig config)
      throws IOException {
    Output output = outputs.output();
    if (isComplete(folder, config)) {
      output.note(engine.name() + ": complete in " + folder + ", not repeated");
      return Optional.empty();
    }
    output.note(engine.name() + ": training in " + folder);
    BackendOptions options = BackendOptions.defaults();
    Network network = models.network(images.classNames().size());
    try (Backend backend = engine.open(options)) {
      RunConfig run = RunConfig.of(CommandText.of(spec), config, backend, options, 0);
      RunTraining.Outcome outcome =
          new RunTraining(run, images, backend, output).begin(folder, network);
      if (outcome.exitCode() != 0) {
        output.note("Stopped. First go on with: " + Hint.of("resume", "--run", folder));
        return Optional.of(outcome.exitCode());
      }
      return Optional.empty();
    }
  }

  /** Whether the folder holds this very training, finished. */
  private static boolean isComplete(Path folder, TrainingConfig config) throws IOException {
    if (!Files.exists(folder.resolve(RunFolder.CONFIG))) {
      return false;
    }
    RunFolder run = RunFolder.open(folder);
    if (!RunConfig.describes(run.config(), config)) {
      throw new RunException(
          folder + " holds a run with other settings; choose another folder with --out.");
    }
    // Resuming warns of a damaged checkpoint.
    Checkpoint checkpoint =
        SoundCheckpoint.latest(folder, warning -> {}).orElseThrow(run::withoutCheckpoint);
    if (!checkpoint.progress().finished(config)) {
      throw new RunException(
          folder
              + " holds a run that was interrupted; first go on with: "
              + Hint.of("resume", "--run", folder));
    }
    return true;
  }

  private void show(RunComparison comparison) throws IOException {
    Output output = outputs.output();
    if (outputs.json()) {
      output.value(new RunComparison.Result(comparison.rows()));
    } else {
      output.table(comparison.table());
      comparison
          .earlyDifferences(EARLY_STEPS)
          .forEach((name, difference) -> output.line(early(comparison, name, difference)));
    }
    Path accuracy = out.resolve("accuracy.svg");
    Path loss = out.resolve("loss.svg");
    Files.writeString(accuracy, comparison.accuracyChart());
    Files.writeString(loss, comparison.lossChart());
    output.note("The curves are in " + accuracy + " and " + loss);
  }

  private static String early(RunComparison comparison, String name, OptionalDouble difference) {
    String first = comparison.rows().get(0).backend();
    return difference.isPresent()
        ? String.format(
            "first %d steps: the loss on %s is at most %.1e off that on %s",
            EARLY_STEPS, name, difference.getAsDouble(), first)
        : "first " + EARLY_STEPS + " steps: none was logged on " + name;
  }
}
