package org.ash.cli.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.ash.cli.output.BalanceText;
import org.ash.cli.output.Output;
import org.ash.cli.run.FolderLock;
import org.ash.cli.run.RunException;
import org.ash.cli.run.RunFolder;
import org.ash.data.DataSet;
import org.ash.nn.Network;
import org.ash.spi.Backend;
import org.ash.tensor.Tensor;
import org.ash.train.Checkpoint;
import org.ash.train.StepReport;
import org.ash.train.Trainer;
import org.ash.train.TrainingListener;
import org.ash.train.TrainingResult;
import org.ash.train.checkpoint.CheckpointStore;

/** Trains in a run folder, from the beginning or from its last checkpoint. */
public final class RunTraining {
  /** The last one, and the one before in case that it is damaged; the best comes on top. */
  private static final int CHECKPOINTS_KEPT = 2;

  /** Fewer in an epoch than weights and running statistics need to settle. */
  private static final int FEW_STEPS = 20;

  private final RunConfig config;
  private final DataSet data;
  private final Backend backend;
  private final Output output;
  private BooleanSupplier stopped = () -> false;
  private Map<String, Tensor> weights = Map.of();

  /**
   * How a training ended.
   *
   * @param result where it stands
   * @param exitCode of the command
   * @param missing what its record lacks, a sentence for each file; empty when it is complete
   */
  public record Outcome(TrainingResult result, int exitCode, List<String> missing) {

    /** Copies the list. */
    public Outcome {
      missing = List.copyOf(missing);
    }
  }

  /** Ready to go; the backend stays open. */
  public RunTraining(RunConfig config, DataSet data, Backend backend, Output output) {
    this.config = config;
    // Trainings that go on at a time read the same set; each remembers its own damaged files.
    this.data = data.with(data.preprocessing());
    this.backend = backend;
    this.output = output;
  }

  /** Lets a training stop, as if it were asked to, at the first step after which this holds. */
  public RunTraining until(BooleanSupplier condition) {
    stopped = condition;
    return this;
  }

  /** Lets a run begin with these weights, as {@link org.ash.train.PublishedWeights} reads them. */
  public RunTraining startingFrom(Map<String, Tensor> values) {
    weights = Map.copyOf(values);
    return this;
  }

  /**
   * Begins a run. Nothing is written before network, data and engine are known to fit together.
   *
   * @throws RunException when the folder holds something, cannot be written to, or another process
   *     trains in it
   */
  public Outcome begin(Path folder, Network network) {
    RunFolder.requireFree(folder);
    return train(
        folder,
        Trainer.builder(network, data.train(), backend).config(config.training()).weights(weights),
        hold -> {
          RunFolder.create(folder, config.json());
          hold.run();
        });
  }

  /**
   * Goes on with a run.
   *
   * @throws RunException when another process trains in the folder
   */
  public Outcome resume(RunFolder run, Checkpoint checkpoint) {
    return train(
        run.path(),
        Trainer.builder(checkpoint.network(), data.train(), backend).resume(checkpoint),
        hold -> {
          hold.run();
          ObjectNode json = run.config();
          config.appendTo(json, checkpoint.progress());
          run.replaceConfig(json);
        });
  }

  /** Makes the folder ready. */
  @FunctionalInterface
  private interface Preparation {
    /**
     * Makes it ready.
     *
     * @param hold takes hold of the folder, for this process alone
     */
    void run(Runnable hold) throws IOException;
  }

  private Outcome train(Path folder, Trainer.Builder builder, Preparation preparation) {
    // The recorder asks the trainer, which is only made from it.
    Trainer[] trainers = new Trainer[1];
    InspectedImages inspected = new InspectedImages(data.test(), config.training().batchSize());
    try (ProgressDisplay display = ProgressDisplay.of(output);
        FolderLock lock = new FolderLock(folder);
        SkippedImages skipped = new SkippedImages(data, display::note);
        RunRecorder recorder =
            new RunRecorder(
                folder,
                config,
                new LatestEvaluation(folder, () -> trainers[0], data.test(), inspected),
                display::note);
        Trainer trainer =
            builder
                .test(data.test())
                .checkpoints(new CheckpointStore(RunFolder.checkpoints(folder), CHECKPOINTS_KEPT))
                .checkpointEverySteps(config.checkpointEverySteps())
                .listener(recorder)
                .listener(display.listener())
                .listener(skipped)
                .listener(stopWhenDue(() -> trainers[0].requestStop()))
                .build()) {
      trainers[0] = trainer;
      preparation.run(() -> hold(lock, folder, display));
      tellFewSteps(display);
      BalanceText.ofTraining(data.train().histogram(), data.classNames()).ifPresent(display::note);
      return watched(trainer, recorder, display);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tellFewSteps(ProgressDisplay display) {
    int batch = config.training().batchSize();
    int steps = (data.train().examples() + batch - 1) / batch;
    if (steps < FEW_STEPS) {
      display.note(
          "An epoch has %d %s: a network learns by steps; take a smaller --batch or more --epochs."
              .formatted(steps, steps == 1 ? "step" : "steps"));
    }
  }

  /** Two trainings in a folder would overwrite each other's record and delete checkpoints. */
  private static void hold(FolderLock lock, Path folder, ProgressDisplay display) {
    try {
      if (!lock.take()) {
        throw new RunException(
            folder + ": another process trains in this folder; wait for it, or stop it first.");
      }
    } catch (IOException e) {
      // Some network drives know no locks, and that must not cost a training.
      display.note(
          "ash: warning: %s cannot be locked (%s): see to it that no other process trains in it."
              .formatted(folder, e));
    }
  }

  private TrainingListener stopWhenDue(Runnable stop) {
    return new TrainingListener() {
      @Override
      public void onStep(StepReport report) {
        if (stopped.getAsBoolean()) {
          stop.run();
        }
      }
    };
  }

  private Outcome watched(Trainer trainer, RunRecorder recorder, ProgressDisplay display) {
    try (StopSignals signals =
        StopSignals.listen(
            () -> {
              trainer.requestStop();
              display.note("Stopping after this step; Ctrl-C again ends at once.");
            })) {
      TrainingResult result = trainer.run();
      boolean interrupted = result.status() == TrainingResult.Status.INTERRUPTED;
      return new Outcome(
          result, interrupted ? signals.exitCode().orElse(1) : 0, recorder.missing());
    } catch (RuntimeException | Error e) {
      // Whatever ended it: the report must not say that the training still runs.
      recordFailure(recorder, e);
      throw e;
    }
  }

  private static void recordFailure(RunRecorder recorder, Throwable failure) {
    String reason =
        failure instanceof Error || failure.getMessage() == null
            ? failure.toString()
            : failure.getMessage();
    try {
      recorder.failed(reason);
    } catch (RuntimeException | Error e) {
      failure.addSuppressed(e);
    }
  }
}
