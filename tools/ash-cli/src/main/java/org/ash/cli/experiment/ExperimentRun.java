package org.ash.cli.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.ash.activation.Activations;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.train.StopSignals;
import org.ash.data.DataSet;
import org.ash.data.DataSets;
import org.ash.nn.Network;
import org.ash.spi.BackendOptions;
import org.ash.train.Trainer;
import org.ash.train.TrainingConfig;
import org.ash.zoo.Zoo;

/**
 * Runs the trials of an experiment, so many at a time. What has ended is not repeated; what was cut
 * off goes on from its checkpoint; so the end is the same however often it was interrupted.
 */
public final class ExperimentRun {
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
   * @param jobs trials at a time, at least 1
   */
  public record Settings(
      Path out,
      List<String> command,
      Optional<Duration> budget,
      int checkpointEverySteps,
      boolean retryFailed,
      int jobs) {
    /** Copies the list. */
    public Settings {
      command = List.copyOf(command);
    }

    /** How each trial opens its engine: alone as it likes, else on its share of the cores. */
    BackendOptions engine() {
      BackendOptions usual = BackendOptions.defaults();
      int cores = Runtime.getRuntime().availableProcessors();
      return jobs == 1 ? usual : usual.withThreads(Math.max(1, cores / jobs));
    }
  }

  /**
   * How it ended.
   *
   * @param results of all trials that have ended, now and before, in the grid's order
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

  /** Looks at one network of the grid and its settings. */
  @FunctionalInterface
  private interface Check {
    void of(Network network, TrainingConfig config);
  }

  /**
   * Checks that every trial can be built, and fits into its share of the memory.
   *
   * @throws ExperimentException naming the trial that does not
   */
  public void check(int classes) throws IOException {
    OptionalLong available = MemoryNeed.available();
    if (available.isPresent()) {
      each(
          classes,
          (network, config) ->
              MemoryNeed.check(network, config, available.getAsLong(), settings.jobs()));
    }
  }

  /** Checks that every network of the grid takes these images. */
  private void check(DataSet data) {
    each(
        data.classNames().size(),
        (network, config) -> {
          try {
            Trainer.check(network, config, data.train(), data.test());
          } catch (IllegalArgumentException e) {
            throw new ExperimentException(data.name() + ": " + e.getMessage(), e);
          }
        });
  }

  private void each(int classes, Check check) {
    for (String model : experiment.models()) {
      for (String activation : experiment.activations()) {
        Network network = Zoo.create(model, Activations.parse(activation), classes);
        check.of(
            network, TrainingSettings.config(experiment.settings(), network, experiment.data(), 1));
      }
    }
  }

  /** Runs what is left of the grid. */
  public Outcome run() throws IOException {
    OptionalLong deadline =
        settings.budget().stream()
            .mapToLong(budget -> System.nanoTime() + budget.toNanos())
            .findFirst();
    DataSet data = DataSets.open(experiment.data());
    data.notes().forEach(output::note);
    check(data.classNames().size());
    check(data);
    try (ExperimentFolder folder = ExperimentFolder.open(settings.out(), experiment);
        ResultsFile results = ResultsFile.open(settings.out())) {
      List<Trial> left = left();
      int all = experiment.trials().size();
      if (left.size() < all) {
        output.note("%d of %d trials have ended before".formatted(all - left.size(), all));
      }
      TrialQueue queue = new TrialQueue(left, settings.jobs(), deadline);
      TrialRun trials = new TrialRun(experiment, settings, folder, data);
      try (StopSignals signals = StopSignals.listen(queue::close)) {
        together(queue, () -> work(queue, trials, results));
        return outcome(signals.exitCode().orElse(0));
      }
    }
  }

  /**
   * Does the work on as many threads as there are jobs. The first failure ends it, once the others
   * have stopped, each with a checkpoint.
   */
  private void together(TrialQueue queue, Callable<Void> work) throws IOException {
    // In the order in which they came: what follows the first may be its consequence.
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    Callable<Void> guarded =
        () -> {
          try {
            return work.call();
          } catch (Exception | Error e) {
            failures.add(e);
            queue.close();
            return null;
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(settings.jobs());
    try {
      threads.invokeAll(Collections.nCopies(settings.jobs(), guarded));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The experiment was interrupted.", e);
    } finally {
      threads.shutdown();
    }
    if (!failures.isEmpty()) {
      Throwable first = failures.get(0);
      failures.subList(1, failures.size()).forEach(first::addSuppressed);
      throw unwrapped(first);
    }
  }

  private static IOException unwrapped(Throwable cause) {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (IOException) cause;
  }

  /** Runs trials until none is handed out any more. */
  private Void work(TrialQueue queue, TrialRun trials, ResultsFile results) throws IOException {
    int all = experiment.trials().size();
    for (Optional<TrialQueue.Turn> next = queue.next(); next.isPresent(); next = queue.next()) {
      TrialQueue.Turn turn = next.get();
      String label = "[%d/%d]".formatted(all - turn.waiting(), all);
      String estimate =
          turn.secondsLeft() == 0
              ? ""
              : "; about " + Numbers.duration(turn.secondsLeft()) + " left";
      output.note("%s %s%s".formatted(label, turn.trial(), estimate));
      Output own = settings.jobs() == 1 ? output : output.labelled(label);
      long begin = System.nanoTime();
      Optional<TrialResult> result = trials.run(turn.trial(), queue::isClosed, own);
      if (result.isPresent()) {
        results.append(result.get());
        queue.ended((System.nanoTime() - begin) * 1e-9);
        tell(result.get(), own);
      }
    }
    return null;
  }

  private static void tell(TrialResult result, Output output) {
    if (result.succeeded()) {
      output.note(
          "  top 1 %s   test loss %s   %s"
              .formatted(
                  Numbers.percent(result.last().top1()),
                  Numbers.decimal(result.last().testLoss(), 4),
                  Numbers.duration(result.seconds())));
    }
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
    Set<Trial> wanted = Set.copyOf(experiment.trials());
    List<TrialResult> results =
        experiment.ordered(ResultsFile.read(settings.out())).stream()
            .filter(result -> wanted.contains(result.trial()))
            .toList();
    return new Outcome(results, left().size(), signal);
  }
}
