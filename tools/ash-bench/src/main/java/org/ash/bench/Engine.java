package org.ash.bench;

import java.util.Optional;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Backends;
import org.nd4j.linalg.factory.Nd4j;
import org.tensorflow.TensorFlow;

/**
 * The engine of a contender, its natives loaded. Started apart from what runs on it, so that the
 * two are timed apart.
 */
final class Engine implements AutoCloseable {
  /** Of a step; what it is does not change how long the step takes. */
  private static final float LEARNING_RATE = 0.01f;

  private final Contender contender;
  private final Optional<Backend> backend;

  private Engine(Contender contender, Optional<Backend> backend) {
    this.contender = contender;
    this.backend = backend;
  }

  /** Starts the engine; the peers have theirs without a backend. */
  static Engine start(Contender contender) {
    System.Logger logger = System.getLogger(Engine.class.getName());
    return switch (contender.implementation()) {
      case HAND_WRITTEN -> {
        logger.log(System.Logger.Level.DEBUG, "TensorFlow {0}", TensorFlow.version());
        yield new Engine(contender, Optional.empty());
      }
      case COMPUTATION_GRAPH -> {
        logger.log(System.Logger.Level.DEBUG, "ND4J {0}", Nd4j.getBackend());
        yield new Engine(contender, Optional.empty());
      }
      case ASH -> {
        BackendOptions options = BackendOptions.defaults().withThreads(contender.threads());
        Backend backend = Backends.find().open(contender.backend(), options);
        yield new Engine(contender, Optional.of(backend));
      }
    };
  }

  /** Makes what is run step by step. */
  Workload load() {
    if (backend.isPresent()) {
      return new ExecutableWorkload(contender, backend.get(), LEARNING_RATE);
    }
    return contender.implementation() == Contender.Implementation.HAND_WRITTEN
        ? new HandWrittenWorkload(contender.batch(), contender.threads(), LEARNING_RATE)
        : new ComputationGraphWorkload(contender.batch(), LEARNING_RATE);
  }

  @Override
  public void close() {
    backend.ifPresent(Backend::close);
  }
}
