package org.ash.cli.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ash.cli.output.Numbers;
import org.ash.cli.run.MetricsFile;
import org.ash.cli.run.RunFolder;
import org.ash.train.Checkpoint;
import org.ash.train.checkpoint.CheckpointException;
import org.ash.train.checkpoint.CheckpointStore;

/** The checkpoint that a training goes on from: the latest, or an older one if it is damaged. */
public final class SoundCheckpoint {

  private SoundCheckpoint() {}

  /**
   * The latest checkpoint of a run that can be read.
   *
   * @param run the run folder
   * @param warn told, in a line, when it is an older one, and how many steps are done again
   * @return empty when none was saved yet
   * @throws CheckpointException when all are damaged; tells of the latest
   */
  public static Optional<Checkpoint> latest(Path run, Consumer<String> warn) throws IOException {
    CheckpointStore store = new CheckpointStore(RunFolder.checkpoints(run), 1);
    Optional<Path> latest = store.latest();
    if (latest.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Checkpoint.load(latest.get()));
    } catch (CheckpointException damage) {
      List<Path> others =
          store.complete().stream().filter(path -> !path.equals(latest.get())).toList();
      return Optional.of(older(run, others, damage, warn));
    }
  }

  private static Checkpoint older(
      Path run, List<Path> others, CheckpointException damage, Consumer<String> warn)
      throws IOException {
    // The whole message advises to try another one; that is what is done here.
    String reason =
        damage.getCause() == null ? damage.getMessage() : damage.getCause().getMessage();
    for (Path other : others) {
      try {
        Checkpoint checkpoint = Checkpoint.load(other);
        warn.accept(
            "ash: warning: %s Going on from %s instead, which repeats %s."
                .formatted(reason, other, lost(run, checkpoint)));
        return checkpoint;
      } catch (CheckpointException e) {
        damage.addSuppressed(e);
      }
    }
    throw new CheckpointException(reason + " No other checkpoint of this run is sound.", damage);
  }

  /** The steps that the run has recorded since a checkpoint. */
  private static String lost(Path run, Checkpoint checkpoint) throws IOException {
    long step = checkpoint.progress().step();
    long lost = MetricsFile.steps(run).stream().filter(metrics -> metrics.step() > step).count();
    // A record that could not be written knows of none.
    return lost == 0
        ? "the steps after it"
        : Numbers.count(lost) + (lost == 1 ? " step" : " steps");
  }
}
