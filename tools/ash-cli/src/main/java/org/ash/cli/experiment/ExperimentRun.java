package org.ash.cli.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.ash.activation.Activations;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.run.EpochMetrics;
import org.ash.cli.run.MetricsFile;
import org.ash.cli.run.RunFolder;
import org.ash.cli.train.RunConfig;
import org.ash.cli.train.RunTraining;
import org.ash.data.DataSet;
import org.ash.data.DataSets;
import org.ash.nn.Network;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Backends;
import org.ash.train.Checkpoint;
import org.ash.train.TrainingConfig;
import org.ash.train.TrainingException;
import org.ash.train.TrainingResult;
import org.ash.train.checkpoint.CheckpointStore;
import org.ash.zoo.Zoo;

/**
 * Runs the trials of an experiment, one after the other. What has ended is not repeated; what was
 * cut off goes on from its checkpoint; so the end is the same however often it was interrupted.
 */
public final class ExperimentRun {
  /** More than any signal's exit code of {@link RunTraining} begins with this. */
  private static final int SIGNALLED = 128;

  private final Experiment experiment;
  private final Settings settings;
  private final Output output;

  /**
   * How to go about it.
   *
   * @param out folder of the experiment
   * @param command the command line, for the run folders
   * @param budget time after which the step that runs is the last; empty for no limit
   * @param checkpointEverySteps steps between checkpoints within an epoch; 0 for none
   * @param retryFailed whether trials that have failed are tried again
   */
  public record Settings(
      Path out,
      List<String> command,
      Optional<Duration> budget,
      int checkpointEverySteps,
      boolean retryFailed) {
    /** Copies the list. */
    public Settings {
      command = List.copyOf(command);
    }
  }

  /**
   * How it ended.
   *
   * @param results of all trials that have ended, now and before
   * @param left trials that have not
   * @param signal the exit code that tells of the signal that ended it; 0 when there was none
   */
  public record Outcome(List<TrialResult> results, int left, int signal) {
    /** Copies the list. */
    public Outcome {
      results = List.copyOf(results);
    }
  }

  /** Ready to go; the experiment names its backends. */
  public ExperimentRun(Experiment experiment, Settings settings, Output output) {
    this.experiment = experiment;
    this.settings = settings;
    this.output = output;
  }

  /**
   * Checks that every trial can be built, and fits into memory.
   *
   * @throws ExperimentException naming the trial that does not
   */
  public void check(int classes) throws IOException {
    OptionalLong available = MemoryNeed.available();
    for (String model : experiment.models()) {
      for (String activation : experiment.activations()) {
        Network network = Zoo.create(model, Activations.parse(activation), classes);
        TrainingConfig config = config(network, experiment.data(), 1);
        if (available.isPresent()) {
          MemoryNeed.check(network, config, available.getAsLong());
        }
      }
    }
  }

  /** Runs what is left of the grid. */
  public Outcome run() throws IOException {
    long begin = System.nanoTime();
    OptionalLong deadline =
        settings
            .budget()
            .map(budget -> OptionalLong.of(begin + budget.toNanos()))
            .orElse(OptionalLong.empty());
    DataSet data = DataSets.open(experiment.data());
    check(data.classNames().size());
    try (ExperimentFolder folder = ExperimentFolder.open(settings.out(), experiment);
        ResultsFile results = ResultsFile.open(settings.out())) {
      List<Trial> left = left();
      int all = experiment.trials().size();
      if (left.size() < all) {
        output.note("%d of %d trials have ended before".formatted(all - left.size(), all));
      }
      double spent = 0;
      for (int i = 0; i < left.size(); i++) {
        if (deadline.isPresent() && System.nanoTime() - deadline.getAsLong() >= 0) {
          return outcome(0);
        }
        Trial trial = left.get(i);
        announce(trial, all - left.size() + i + 1, all, spent / Math.max(1, i) * (left.size() - i));
        long started = System.nanoTime();
        Step step = new Step(folder, data, deadline);
        int signal = step.end(trial, results);
        if (signal != 0 || step.interrupted) {
          return outcome(signal);
        }
        spent += (System.nanoTime() - started) * 1e-9;
      }
      return outcome(0);
    }
  }

  private void announce(Trial trial, int number, int all, double secondsLeft) {
    String estimate = secondsLeft > 0 ? "; about " + Numbers.duration(secondsLeft) + " left" : "";
    output.note("[%d/%d] %s%s".formatted(number, all, trial, estimate));
  }

  /** Trials that have no result, in order. */
  public List<Trial> left() throws IOException {
    Set<Trial> ended = new HashSet<>();
    for (TrialResult result : ResultsFile.read(settings.out())) {
      if (!settings.retryFailed() || result.succeeded()) {
        ended.add(result.trial());
      }
    }
    return experiment.trials().stream().filter(trial -> !ended.contains(trial)).toList();
  }

  private Outcome outcome(int signal) throws IOException {
    List<TrialResult> results = new ArrayList<>();
    Set<Trial> wanted = Set.copyOf(experiment.trials());
    for (TrialResult result : ResultsFile.read(settings.out())) {
      if (wanted.contains(result.trial())) {
        results.add(result);
      }
    }
    return new Outcome(results, left().size(), signal);
  }

  private TrainingConfig config(Network network, String data, long seed) {
    return TrainingSettings.config(experiment.settings(), network, data, seed);
  }

  /** One trial of the grid. */
  private final class Step {
    private final ExperimentFolder folder;
    private final DataSet data;
    private final OptionalLong deadline;
    private boolean interrupted;

    Step(ExperimentFolder folder, DataSet data, OptionalLong deadline) {
      this.folder = folder;
      this.data = data;
      this.deadline = deadline;
    }

    /** Trains to the end and writes the result down; the exit code of a signal, else 0. */
    int end(Trial trial, ResultsFile results) throws IOException {
      Network network =
          Zoo.create(
              trial.model(), Activations.parse(trial.activation()), data.classNames().size());
      TrainingConfig config = config(network, data.name(), trial.seed());
      TrialResult result;
      try (Backend backend = Backends.find().open(trial.backend(), BackendOptions.defaults())) {
        RunTraining.Outcome outcome = train(trial, network, config, backend);
        if (outcome.result().status() == TrainingResult.Status.INTERRUPTED) {
          interrupted = true;
          return outcome.exitCode() > SIGNALLED ? outcome.exitCode() : 0;
        }
        result = result(trial, outcome.result().status().name().toLowerCase(Locale.ROOT), "");
      } catch (TrainingException e) {
        output.note("failed: " + e.getMessage());
        result = result(trial, TrialResult.FAILED, e.getMessage());
      }
      results.append(result);
      tell(result);
      return 0;
    }

    private RunTraining.Outcome train(
        Trial trial, Network network, TrainingConfig config, Backend backend) throws IOException {
      RunConfig run =
          RunConfig.of(
              settings.command(),
              config,
              backend,
              BackendOptions.defaults(),
              settings.checkpointEverySteps());
      RunTraining training = new RunTraining(run, data, backend, output);
      if (deadline.isPresent()) {
        training.until(deadline.getAsLong());
      }
      Path path = folder.run(trial);
      Optional<Path> checkpoint =
          Files.isDirectory(path)
              ? new CheckpointStore(RunFolder.checkpoints(path), 1).latest()
              : Optional.empty();
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
      return training.resume(before, Checkpoint.load(checkpoint.get()));
    }

    private TrialResult result(Trial trial, String status, String error) throws IOException {
      List<EpochMetrics> epochs = MetricsFile.epochs(folder.run(trial));
      double seconds = epochs.stream().mapToDouble(EpochMetrics::seconds).sum();
      return new TrialResult(trial, data.name(), status, error, epochs, seconds);
    }

    private void tell(TrialResult result) {
      if (result.succeeded()) {
        output.note(
            "  top 1 %s   test loss %s   %s"
                .formatted(
                    Numbers.percent(result.last().top1()),
                    Numbers.decimal(result.last().testLoss(), 4),
                    Numbers.duration(result.seconds())));
      }
    }
  }
}
