package org.ash.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ash.activation.Activation;
import org.ash.activation.Activations;
import org.ash.ir.GraphBuilder;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;
import org.ash.nn.Dense;
import org.ash.nn.Dropout;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.train.checkpoint.CheckpointStore;

/** Trains small networks on the oracle, for tests of what a training can be told to do. */
final class TrainingVariants {
  private static final int CLASSES = 2;

  private TrainingVariants() {}

  /** The images that everything is trained on: 24. */
  static TinyImages images() {
    return new TinyImages(24, CLASSES, 7);
  }

  /** Two dense layers, ASH and dropout between them: no example sees another. */
  static final class Separate implements Network {
    private final Activation activation = Activations.parse("ash");

    @Override
    public String name() {
      return "separate";
    }

    @Override
    public String activation() {
      return activation.spec();
    }

    @Override
    public SymbolicShape inputShape() {
      return SymbolicShape.batch("N", 1, 6, 6);
    }

    @Override
    public int classes() {
      return CLASSES;
    }

    @Override
    public Value forward(LayerContext layers, Value x) {
      GraphBuilder g = layers.graph();
      Value flat = g.reshape(x, SymbolicShape.of(x.type().dim(0), x.type().shape().size(1, 4)));
      Value y = Dense.of(8).write(layers, "first", flat);
      y = layers.activate(activation, "activation", y);
      y = new Dropout(0.25).write(layers, "dropout", y);
      return Dense.of(CLASSES).write(layers, "last", y);
    }
  }

  static TrainingConfig.Builder config(Network network) {
    return TrainingConfig.builder(network)
        .batchSize(8)
        .epochs(2)
        .schedule("cosine:lr=0.1")
        .weightDecay(1e-3);
  }

  /**
   * What a training did.
   *
   * @param losses of its steps
   * @param end where it stands
   */
  record Trained(List<Double> losses, Checkpoint end) {}

  /** Trains to the end. */
  static Trained train(Network network, TrainingConfig config) {
    return run(builder(network).config(config), 0);
  }

  /** Trains, is stopped after some steps, and goes on from the checkpoint on a fresh backend. */
  static Trained interrupted(Network network, TrainingConfig config, int steps, Path folder) {
    CheckpointStore store = new CheckpointStore(folder, 1);
    List<Double> losses =
        new ArrayList<>(run(builder(network).config(config).checkpoints(store), steps).losses());
    Trained rest = run(builder(network).resume(Checkpoint.load(folder)), 0);
    losses.addAll(rest.losses());
    return new Trained(losses, rest.end());
  }

  private record Description(
      Network network,
      Optional<TrainingConfig> config,
      Optional<Checkpoint> resumed,
      Optional<CheckpointStore> store) {
    Description config(TrainingConfig settings) {
      return new Description(network, Optional.of(settings), resumed, store);
    }

    Description resume(Checkpoint checkpoint) {
      return new Description(network, config, Optional.of(checkpoint), store);
    }

    Description checkpoints(CheckpointStore where) {
      return new Description(network, config, resumed, Optional.of(where));
    }
  }

  private static Description builder(Network network) {
    return new Description(network, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Trained run(Description description, int stopAfter) {
    List<Double> losses = new ArrayList<>();
    Trainer[] trainers = new Trainer[1];
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults())) {
      Trainer.Builder builder =
          Trainer.builder(description.network(), images(), backend)
              .test(images())
              .listener(
                  new TrainingListener() {
                    @Override
                    public void onStep(StepReport report) {
                      losses.add(report.loss());
                      if (losses.size() == stopAfter) {
                        trainers[0].requestStop();
                      }
                    }
                  });
      description.config().ifPresent(builder::config);
      description.resumed().ifPresent(builder::resume);
      description.store().ifPresent(builder::checkpoints);
      try (Trainer trainer = builder.build()) {
        trainers[0] = trainer;
        trainer.run();
        return new Trained(losses, trainer.checkpoint());
      }
    }
  }
}
