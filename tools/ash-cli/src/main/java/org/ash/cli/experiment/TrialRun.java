package org.ash.cli.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ash.activation.Activations;
import org.ash.cli.output.Output;
import org.ash.cli.run.EpochMetrics;
import org.ash.cli.run.MetricsFile;
import org.ash.cli.run.RunFolder;
import org.ash.cli.train.RunConfig;
import org.ash.cli.train.RunTraining;
import org.ash.cli.train.SoundCheckpoint;
import org.ash.data.DataSet;
import org.ash.nn.Network;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.Backends;
import org.ash.train.Checkpoint;
import org.ash.train.TrainingConfig;
import org.ash.train.TrainingException;
import org.ash.train.TrainingResult;
import org.ash.zoo.Zoo;

/** One trial of a grid, from its beginning or from where it was cut off. */
final class TrialRun {
  private final Experiment experiment;
  private final ExperimentRun.Settings settings;
  private final ExperimentFolder folder;
  private final DataSet data;

  TrialRun(
      Experiment experiment,
      ExperimentRun.Settings settings,
      ExperimentFolder folder,
      DataSet data) {
    this.experiment = experiment;
    this.settings = settings;
    this.folder = folder;
    this.data = data;
  }

  /**
   * Trains to the end.
   *
   * @param stopped asked after each step; a training that stops leaves a checkpoint
   * @param output where its progress is told
   * @return how it ended; empty when it was stopped before
   * @throws IOException when its folder cannot be read or written
   */
  Optional<TrialResult> run(Trial trial, BooleanSupplier stopped, Output output)
      throws IOException {
    Network network =
        Zoo.create(trial.model(), Activations.parse(trial.activation()), data.classNames().size());
    TrainingConfig config =
        TrainingSettings.config(experiment.settings(), network, data.name(), trial.seed());
    BackendOptions options = settings.engine();
    try (Backend backend = Backends.find().open(trial.backend(), options)) {
      RunConfig run =
          RunConfig.of(
              settings.command(), config, backend, options, settings.checkpointEverySteps());
      RunTraining training = new RunTraining(run, data, backend, output).until(stopped);
      TrainingResult.Status status =
          train(training, trial, network, config, output).result().status();
      return status == TrainingResult.Status.INTERRUPTED
          ? Optional.empty()
          : Optional.of(result(trial, status.name().toLowerCase(Locale.ROOT), ""));
    } catch (TrainingException | BackendException | OutOfMemoryError e) {
      // The others may be able to; what is wrong with files and settings goes on to the caller.
      String error = e instanceof Error ? e.toString() : e.getMessage();
      output.note("failed: " + error);
      TrialResult result = result(trial, TrialResult.FAILED, error);
      folder.putAside(trial);
      return Optional.of(result);
    }
  }

  private RunTraining.Outcome train(
      RunTraining training, Trial trial, Network network, TrainingConfig config, Output output)
      throws IOException {
    Path path = folder.run(trial);
    Optional<Checkpoint> checkpoint =
        Files.isDirectory(path) ? SoundCheckpoint.latest(path, output::note) : Optional.empty();
    if (checkpoint.isEmpty()) {
      folder.removeRun(trial);
      return training.begin(path, network);
    }
    RunFolder before = RunFolder.open(path);
    ObjectNode json = before.config();
    if (!RunConfig.describes(json, config)) {
      throw new ExperimentException(
          path + " holds a training with other settings; choose another --out.");
    }
    return training.resume(before, checkpoint.get());
  }

  private TrialResult result(Trial trial, String status, String error) throws IOException {
    List<EpochMetrics> epochs = MetricsFile.epochs(folder.run(trial));
    double seconds = epochs.stream().mapToDouble(EpochMetrics::seconds).sum();
    return new TrialResult(trial, data.name(), status, error, epochs, seconds);
  }
}
