package org.ash.tf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.ash.ir.GraphModule;
import org.ash.ir.Variable;
import org.ash.spi.BackendException;
import org.ash.spi.Device;
import org.ash.spi.Executable;
import org.ash.spi.Feeds;
import org.ash.tensor.Tensor;
import org.ash.tf.lowering.LoweredGraph;
import org.ash.tf.lowering.LoweredModule;
import org.ash.tf.lowering.Lowerings;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;

/** A module in one TensorFlow graph and one session. */
final class TensorFlowExecutable implements Executable {
  private final GraphModule module;
  private final Graph graph;
  private final Session session;
  private final LoweredModule lowered;
  private final SessionRunner runner;
  private final VariableMirror mirror;
  private final Consumer<TensorFlowExecutable> onClose;
  // Fair, so that a stream of evaluations cannot keep a training step or close waiting for ever.
  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
  private boolean closed;

  TensorFlowExecutable(
      GraphModule module,
      Lowerings lowerings,
      ConfigProto configuration,
      Device device,
      Consumer<TensorFlowExecutable> onClose) {
    this.module = module;
    this.onClose = onClose;
    graph = new Graph();
    Session opened = null;
    boolean complete = false;
    try {
      lowered = LoweredModule.write(module, lowerings, graph, placement(device));
      opened = new Session(graph, SessionConfiguration.forModule(configuration, module));
      session = opened;
      runner = new SessionRunner(session, module.name());
      mirror = new VariableMirror(module, lowered, runner);
      mirror.flush();
      complete = true;
    } catch (BackendException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new BackendException(
          "Module '" + module.name() + "': TensorFlow refuses it: " + e.getMessage(), e);
    } finally {
      if (!complete) {
        if (opened != null) {
          opened.close();
        }
        graph.close();
      }
    }
  }

  @Override
  public GraphModule module() {
    return locked(lock.readLock(), () -> module);
  }

  @Override
  public Map<String, Tensor> run(String name, Map<String, Tensor> feeds) {
    org.ash.ir.Graph source = module().graph(name);
    Map<String, Long> bindings = Feeds.bind(source, feeds);
    Map<String, Tensor> results = new LinkedHashMap<>();
    source
        .outputs()
        .forEach(
            (output, value) ->
                results.put(
                    output,
                    Tensor.allocate(value.type().dtype(), value.type().shape().bind(bindings))));
    execute(name, feeds, results);
    return results;
  }

  @Override
  public void run(String name, Map<String, Tensor> feeds, Map<String, Tensor> results) {
    org.ash.ir.Graph source = module().graph(name);
    Feeds.checkResults(source, results, Feeds.bind(source, feeds));
    execute(name, feeds, results);
  }

  @Override
  public Tensor read(String name) {
    Variable variable = module().variable(name);
    return locked(lock.writeLock(), () -> mirror.read(variable.name()));
  }

  @Override
  public void write(String name, Tensor value) {
    Variable variable = module().variable(name);
    if (value.dtype() != variable.dtype() || !value.shape().equals(variable.shape())) {
      throw new IllegalArgumentException(
          "Variable " + variable + " cannot take " + value.dtype() + " " + value.shape() + ".");
    }
    locked(
        lock.writeLock(),
        () -> {
          mirror.write(variable.name(), value);
          return value;
        });
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
        graph.close();
        onClose.accept(this);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void execute(String name, Map<String, Tensor> feeds, Map<String, Tensor> results) {
    LoweredGraph target = lowered.graphs().get(name);
    Optional<Operation> update = target.update();
    if (update.isPresent()) {
      locked(
          lock.writeLock(),
          () -> {
            mirror.flush();
            runner.run(target.inputs(), feeds, target.outputs(), results, update.get());
            mirror.invalidate();
            return results;
          });
      return;
    }
    while (!runShared(target, feeds, results)) {
      locked(
          lock.writeLock(),
          () -> {
            mirror.flush();
            return results;
          });
    }
  }

  /** Runs beside others; returns false when written variables must reach the device first. */
  private boolean runShared(
      LoweredGraph target, Map<String, Tensor> feeds, Map<String, Tensor> results) {
    return locked(
        lock.readLock(),
        () -> {
          if (mirror.isWritten()) {
            return false;
          }
          runner.run(target.inputs(), feeds, target.outputs(), results);
          return true;
        });
  }

  private <T> T locked(Lock held, Supplier<T> action) {
    held.lock();
    try {
      if (closed) {
        throw new IllegalStateException(
            "Module '" + module.name() + "' is closed on tensorflow; load it again.");
      }
      return action.get();
    } finally {
      held.unlock();
    }
  }

  private static Optional<String> placement(Device device) {
    return device.kind() == Device.Kind.GPU
        ? Optional.of("/device:GPU:" + device.index())
        : Optional.empty();
  }
}
