package org.ash.cli.option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ash.cli.run.RunException;
import org.ash.cli.run.RunFolder;
import org.ash.train.Checkpoint;
import org.ash.train.checkpoint.CheckpointException;
import org.ash.train.checkpoint.CheckpointStore;
import picocli.CommandLine.Option;

/** The options that choose a trained network: {@code --run} and {@code --checkpoint}. */
public final class RunOptions {

  private static final String LATEST = "latest";
  private static final String BEST = "best";

  @Option(
      names = {"-r", "--run"},
      paramLabel = "DIR",
      required = true,
      description = "Folder of the run, as ${ROOT-COMMAND-NAME} train --out made it.")
  private Path folder;

  @Option(
      names = "--checkpoint",
      paramLabel = "NAME",
      defaultValue = LATEST,
      description =
          "Which of its checkpoints: latest, best, or a folder in DIR/checkpoints (default:"
              + " ${DEFAULT-VALUE})")
  private String checkpoint;

  @Option(
      names = "--weights",
      paramLabel = "average|last",
      description =
          "Its averaged weights, or those of the last step (default: the average where the training"
              + " kept one)")
  private Optional<Kind> weights = Optional.empty();

  /** Which of the weights of a checkpoint. */
  enum Kind {
    AVERAGE,
    LAST
  }

  /** Made by picocli. */
  public RunOptions() {}

  /**
   * The run.
   *
   * @throws RunException when there is none in the folder
   */
  public RunFolder run() {
    return RunFolder.open(folder);
  }

  /**
   * Folder of the checkpoint.
   *
   * @throws RunException when the folder holds no run, or no such checkpoint
   */
  public Path checkpointFolder() {
    RunFolder run = run();
    CheckpointStore store = new CheckpointStore(run.checkpoints(), 1);
    return switch (checkpoint) {
      case LATEST -> store.latest().orElseThrow(run::withoutCheckpoint);
      case BEST -> store.best().or(store::latest).orElseThrow(run::withoutCheckpoint);
      default -> named(run, store);
    };
  }

  /**
   * Reads the checkpoint.
   *
   * @throws RunException when there is none
   * @throws CheckpointException when it is damaged
   */
  public Checkpoint checkpoint() {
    return checkpoint(checkpointFolder());
  }

  /**
   * Reads the checkpoint in a folder, with the weights that were asked for.
   *
   * @throws RunException when they are not in it
   * @throws CheckpointException when it is damaged
   */
  public Checkpoint checkpoint(Path checkpointFolder) {
    Checkpoint read = Checkpoint.load(checkpointFolder);
    if (weights.equals(Optional.of(Kind.AVERAGE)) && read.average().isEmpty()) {
      throw new RunException(
          checkpointFolder
              + " has no averaged weights; train with --average, or leave --weights out.");
    }
    return weights.equals(Optional.of(Kind.LAST)) ? read : read.averaged();
  }

  private Path named(RunFolder run, CheckpointStore store) {
    Path named = run.checkpoints().resolve(checkpoint);
    if (Files.isRegularFile(named.resolve(CheckpointStore.MANIFEST))) {
      return named;
    }
    throw new RunException(
        "No checkpoint '%s' in %s. There are: latest, best%s."
            .formatted(
                checkpoint,
                run.checkpoints(),
                store.complete().stream()
                    .map(path -> ", " + path.getFileName())
                    .reduce("", String::concat)));
  }
}
