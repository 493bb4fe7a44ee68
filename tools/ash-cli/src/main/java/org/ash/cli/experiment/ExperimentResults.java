package org.ash.cli.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What is in the folder of an experiment.
 *
 * @param experiment what was asked for
 * @param results of the trials that have ended
 */
public record ExperimentResults(Experiment experiment, List<TrialResult> results) {
  /** Copies the list. */
  public ExperimentResults {
    results = List.copyOf(results);
  }

  /**
   * Reads a folder, also while the experiment runs.
   *
   * @throws ExperimentException when there is no experiment in it, or no trial has ended
   */
  public static ExperimentResults read(Path folder) throws IOException {
    Experiment experiment = ExperimentFolder.read(folder);
    List<TrialResult> results = experiment.ordered(ResultsFile.read(folder));
    if (results.isEmpty()) {
      throw new ExperimentException(folder + ": no trial has ended yet.");
    }
    return new ExperimentResults(experiment, results);
  }
}
