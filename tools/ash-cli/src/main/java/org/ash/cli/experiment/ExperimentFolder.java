package org.ash.cli.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.ash.cli.output.Hint;
import org.ash.cli.run.FolderLock;
import org.ash.cli.run.ParsedFile;
import org.ash.cli.run.WholeFile;

/**
 * The folder of an experiment, held by one process at a time.
 *
 * <pre>
 * experiment.json     what was asked for
 * results.jsonl       a line for each trial that has ended
 * trials/NAME/        a run folder for each trial
 * trials/NAME-failed/ the run folder of one that has failed
 * </pre>
 */
final class ExperimentFolder implements AutoCloseable {
  private static final String DESCRIPTION = "experiment.json";
  private static final String TRIALS = "trials";
  private static final String FAILED = "-failed";
  private final Path path;
  private final FolderLock lock;

  private ExperimentFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Opens the folder of an experiment, or makes it.
   *
   * @throws ExperimentException when another process works in it, or it holds another experiment
   */
  static ExperimentFolder open(Path path, Experiment experiment) throws IOException {
    Files.createDirectories(path.resolve(TRIALS));
    ExperimentFolder folder = new ExperimentFolder(path, new FolderLock(path));
    try {
      if (!folder.lock.take()) {
        throw new ExperimentException(
            path
                + ": another process works on this experiment; wait for it, or choose another"
                + " --out.");
      }
      folder.describe(experiment);
      return folder;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private void describe(Experiment experiment) throws IOException {
    Path file = path.resolve(DESCRIPTION);
    if (Files.exists(file)) {
      Experiment before = read(path);
      requireEqual("data", before.data(), experiment.data());
      requireEqual("training", before.settings(), experiment.settings());
    }
    WholeFile.write(file, ParsedFile.RECORDS.writeValueAsBytes(experiment));
  }

  private void requireEqual(String key, Object before, Object now) {
    if (!before.equals(now)) {
      throw new ExperimentException(
          "%s holds an experiment with other settings (%s: %s, now %s); choose another --out."
              .formatted(path, key, before, now));
    }
  }

  /**
   * What was asked for in a folder.
   *
   * @throws ExperimentException when there is no experiment in it
   */
  static Experiment read(Path path) throws IOException {
    Path file = path.resolve(DESCRIPTION);
    if (!Files.isRegularFile(file)) {
      throw new ExperimentException(
          "No experiment at "
              + path
              + ": there is no "
              + DESCRIPTION
              + "; see: "
              + Hint.of("experiment", "--help"));
    }
    return ParsedFile.read(
        file,
        "what an experiment has written",
        ExperimentException::new,
        () -> ParsedFile.RECORDS.readValue(file.toFile(), Experiment.class));
  }

  /** The folder. */
  Path path() {
    return path;
  }

  /** Where a trial's run is, or will be. */
  Path run(Trial trial) {
    return path.resolve(TRIALS).resolve(trial.name());
  }

  /** Removes what a kill has left of a trial that had not come to a checkpoint. */
  void removeRun(Trial trial) throws IOException {
    remove(run(trial));
  }

  /** Keeps the run of a trial that has failed to be looked at; tried again, it begins anew. */
  void putAside(Trial trial) throws IOException {
    Path run = run(trial);
    if (Files.exists(run)) {
      Path aside = run.resolveSibling(run.getFileName() + FAILED);
      remove(aside);
      Files.move(run, aside);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files;
    try (var tree = Files.walk(folder)) {
      files = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
