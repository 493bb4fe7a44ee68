package org.ash.cli.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ash.cli.report.HtmlReport;
import org.ash.cli.report.RunReport;
import org.ash.cli.run.EpochMetrics;
import org.ash.cli.run.EvaluationFile;
import org.ash.cli.run.EvaluationMetrics;
import org.ash.cli.run.ExampleFile;
import org.ash.cli.run.ExampleImages;
import org.ash.cli.run.FolderLock;
import org.ash.cli.run.MetricsFile;
import org.ash.cli.run.RunFolder;
import org.ash.cli.run.StepMetrics;
import org.ash.train.Checkpoint;

/**
 * All that is written down of a run, which its report shows.
 *
 * @param folder the run folder
 * @param config what was asked for
 * @param step steps done by the weights that are saved
 * @param steps metrics of the steps
 * @param epochs metrics of the epochs
 * @param evaluation what the last evaluation showed
 * @param examples images of the last evaluation
 */
public record RunRecord(
    Path folder,
    RunConfig config,
    long step,
    List<StepMetrics> steps,
    List<EpochMetrics> epochs,
    Optional<EvaluationMetrics> evaluation,
    Optional<ExampleImages> examples) {
  static final String COMPLETED = "All epochs are done.";

  /** Copies the lists. */
  public RunRecord {
    steps = List.copyOf(steps);
    epochs = List.copyOf(epochs);
  }

  /** What the report of a training says that has lost its patience. */
  static String stoppedEarly(RunConfig config) {
    return "Stopped early: no better epoch within " + config.training().patience() + ".";
  }

  /** Writes the report, of a training of which this is to be said. */
  void report(String status) throws IOException {
    RunReport report =
        new RunReport(
            "%s with %s on %s"
                .formatted(
                    config.training().model(),
                    config.training().activation(),
                    config.training().data()),
            status,
            step,
            RunFacts.of(folder, config, epochs),
            RunFacts.next(folder, config.training(), epochs, step),
            config.rows(),
            config.environment(),
            steps,
            epochs,
            evaluation,
            examples);
    HtmlReport.write(folder, report);
  }

  /**
   * Writes the report of a finished run anew, from what the folder holds: that of a training that
   * was killed at its very end says that it still runs. Where another process trains in the folder,
   * it writes the report itself.
   */
  public static void reportFinished(RunFolder run, Checkpoint checkpoint) throws IOException {
    Path folder = run.path();
    long step = checkpoint.progress().step();
    RunConfig config = run.config(json -> RunConfig.recorded(json, checkpoint.config()));
    RunRecord record =
        new RunRecord(
            folder,
            config,
            step,
            MetricsFile.steps(folder),
            MetricsFile.epochs(folder),
            EvaluationFile.read(folder).filter(kept -> kept.step() == step),
            ExampleFile.read(folder, step));
    boolean all = checkpoint.progress().epoch() >= checkpoint.config().epochs();
    try (FolderLock lock = new FolderLock(folder)) {
      if (lock.take()) {
        record.report(all ? COMPLETED : stoppedEarly(config));
      }
    }
  }
}
