package org.ash.bench;

import java.util.Optional;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Backends;
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

  /** Starts the engine; the hand-written program has TensorFlow without a backend. */
  static Engine start(Contender contender) {
    if (contender.implementation() == Contender.Implementation.HAND_WRITTEN) {
      System.Logger logger = System.getLogger(Engine.class.getName());
      logger.log(System.Logger.Level.DEBUG, "TensorFlow {0}", TensorFlow.version());
      return new Engine(contender, Optional.empty());
    }
    BackendOptions options = BackendOptions.defaults().withThreads(contender.threads());
    return new Engine(contender, Optional.of(Backends.find().open(contender.backend(), options)));
  }

  /** Makes what is run step by step. */
  Workload load() {
    return backend
        .<Workload>map(engine -> new ExecutableWorkload(contender, engine, LEARNING_RATE))
        .orElseGet(
            () -> new HandWrittenWorkload(contender.batch(), contender.threads(), LEARNING_RATE));
  }

  @Override
  public void close() {
    backend.ifPresent(Backend::close);
  }
}
