package org.ash.train;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ash.nn.Network;
import org.ash.spi.Backend;
import org.ash.tensor.Tensor;
import org.ash.train.checkpoint.CheckpointStore;

/**
 * Trains a network on a backend.
 *
 * <pre>{@code
 * Network network = Zoo.create("resnet-20", Activations.parse("ash"), 10);
 * try (Trainer trainer = Trainer.builder(network, trainingSet, backend)
 *     .config(TrainingConfig.builder(network).epochs(3).build())
 *     .test(testSet)
 *     .checkpoints(new CheckpointStore(Path.of("run/checkpoints"), 2))
 *     .build()) {
 *   TrainingResult result = trainer.run();
 * }
 * }</pre>
 *
 * <p>The same seed, data and backend repeat bit for bit where the engine's kernels do. Only {@link
 * #requestStop} may be called by another thread.
 */
public final class Trainer implements AutoCloseable {
  private final TrainingRun run;
  private final AtomicBoolean stop;

  private Trainer(TrainingRun run, AtomicBoolean stop) {
    this.run = run;
    this.stop = stop;
  }

  /**
   * Begins to describe a training.
   *
   * @param network what to train
   * @param training what to train it on
   * @param backend who computes; stays open
   */
  public static Builder builder(Network network, BatchSource training, Backend backend) {
    return new Builder(network, training, backend);
  }

  /**
   * Checks that network, settings and data fit together, as {@link Builder#build} does, before
   * there is an engine.
   *
   * @throws IllegalArgumentException saying what does not fit
   */
  public static void check(
      Network network, TrainingConfig config, BatchSource training, BatchSource test) {
    new TrainingPlan(
            network,
            config,
            training,
            Optional.of(test),
            List.of(),
            new CheckpointPolicy(Optional.empty(), 0, Duration.ZERO),
            Map.of())
        .check(Optional.empty());
  }

  /**
   * Trains until all epochs are done, the test metric no longer gets better, or somebody asks it to
   * stop. Once. To interrupt the thread asks for the same as {@link #requestStop}; the thread stays
   * interrupted.
   *
   * @throws TrainingException when loss or gradient is NaN or infinite; names where that began
   * @throws IllegalArgumentException when a batch does not fit the network
   * @throws org.ash.train.checkpoint.CheckpointException when a checkpoint cannot be saved
   */
  public TrainingResult run() {
    return run.run();
  }

  /**
   * Asks the training to stop: the step that runs is finished, a checkpoint saved, and {@link #run}
   * returns. For signal handlers and other threads.
   */
  public void requestStop() {
    stop.set(true);
  }

  /** Evaluates the network as it is now; never leaves out the last batch. */
  public Evaluation evaluate(BatchSource source) {
    return run.evaluate(source);
  }

  /**
   * What each ASH has learned, and the share it lets through of the first batch of these images;
   * empty when the network has none.
   */
  public List<Inspection> inspect(BatchSource source) {
    return run.inspect(source);
  }

  /** The training as it is now. */
  public Checkpoint checkpoint() {
    return run.checkpoint();
  }

  /** Releases what the backend holds; the backend stays open. A second call does nothing. */
  @Override
  public void close() {
    run.close();
  }

  /** Describes a training. */
  public static final class Builder {
    private final Network network;
    private final BatchSource training;
    private final Backend backend;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private Optional<TrainingConfig> config = Optional.empty();
    private Optional<BatchSource> test = Optional.empty();
    private Optional<Checkpoint> resumed = Optional.empty();
    private Optional<CheckpointStore> store = Optional.empty();
    private Map<String, Tensor> weights = Map.of();
    private int everySteps;
    private Duration every = Duration.ZERO;

    private Builder(Network network, BatchSource training, Backend backend) {
      this.network = network;
      this.training = training;
      this.backend = backend;
    }

    /** The settings; those that {@link TrainingConfig#builder} begins with unless set. */
    public Builder config(TrainingConfig settings) {
      config = Optional.of(settings);
      return this;
    }

    /**
     * Begins with these weights and running statistics, by name, as {@link PublishedWeights} reads
     * them; what is not among them begins as always.
     */
    public Builder weights(Map<String, Tensor> values) {
      weights = Map.copyOf(values);
      return this;
    }

    /** Evaluates on this set after each epoch. */
    public Builder test(BatchSource set) {
      test = Optional.of(set);
      return this;
    }

    /** Tells this listener what happens, too. */
    public Builder listener(TrainingListener listener) {
      listeners.add(listener);
      return this;
    }

    /** Saves a checkpoint there after each epoch and when interrupted. */
    public Builder checkpoints(CheckpointStore where) {
      store = Optional.of(where);
      return this;
    }

    /** Saves one after every so many steps, too; 0 does not. */
    public Builder checkpointEverySteps(int steps) {
      everySteps = steps;
      return this;
    }

    /** Saves one when so much time has passed, too; zero does not. */
    public Builder checkpointEvery(Duration time) {
      every = time;
      return this;
    }

    /** Goes on from a checkpoint, with its settings, as if nothing had happened. */
    public Builder resume(Checkpoint checkpoint) {
      resumed = Optional.of(checkpoint);
      return this;
    }

    /**
     * Makes the graphs and loads them.
     *
     * @throws IllegalArgumentException when network, data, settings and checkpoint do not fit
     * @throws org.ash.spi.BackendException when the backend cannot run the network
     */
    public Trainer build() {
      if (config.isPresent() && resumed.isPresent()) {
        throw new IllegalArgumentException(
            "A resumed training has the settings of its checkpoint; leave config out.");
      }
      if (!weights.isEmpty() && resumed.isPresent()) {
        throw new IllegalArgumentException(
            "A resumed training has the weights of its checkpoint; leave other weights out.");
      }
      TrainingConfig settings =
          resumed
              .map(Checkpoint::config)
              .or(() -> config)
              .orElseGet(() -> TrainingConfig.builder(network).build());
      AtomicBoolean stop = new AtomicBoolean();
      TrainingPlan plan =
          new TrainingPlan(
              network,
              settings,
              training,
              test,
              List.copyOf(listeners),
              new CheckpointPolicy(store, everySteps, every),
              weights);
      plan.check(resumed);
      return new Trainer(new TrainingRun(plan, backend, resumed, stop::get), stop);
    }
  }
}
