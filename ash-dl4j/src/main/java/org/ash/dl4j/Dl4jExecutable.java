package org.ash.dl4j;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.ash.dl4j.plan.Plan;
import org.ash.dl4j.plan.PlanCache;
import org.ash.dl4j.plan.Program;
import org.ash.ir.Graph;
import org.ash.ir.GraphModule;
import org.ash.ir.Variable;
import org.ash.spi.Executable;
import org.ash.spi.Feeds;
import org.ash.tensor.Tensor;

/** A loaded module: its variables in native memory, a program for each graph, plans by size. */
final class Dl4jExecutable implements Executable {
  private final GraphModule module;
  private final int threads;
  private final Consumer<Dl4jExecutable> onClose;
  private final Map<String, Program> programs = new LinkedHashMap<>();
  private final VariableMemory variables;
  private final PlanCache plans = new PlanCache();
  // Fair, so that a stream of evaluations cannot keep a training step or close waiting for ever.
  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
  private boolean closed;

  Dl4jExecutable(GraphModule module, int threads, Consumer<Dl4jExecutable> onClose) {
    this.module = module;
    this.threads = threads;
    this.onClose = onClose;
    module.graphs().forEach((name, graph) -> programs.put(name, Program.of(graph)));
    variables = new VariableMemory(module.initialValues());
  }

  @Override
  public GraphModule module() {
    return locked(lock.readLock(), () -> module);
  }

  @Override
  public Map<String, Tensor> run(String name, Map<String, Tensor> feeds) {
    Graph graph = module().graph(name);
    Map<String, Long> bindings = Feeds.bind(graph, feeds);
    Map<String, Tensor> results = new LinkedHashMap<>();
    graph
        .outputs()
        .forEach(
            (output, value) ->
                results.put(
                    output,
                    Tensor.allocate(value.type().dtype(), value.type().shape().bind(bindings))));
    execute(graph, name, bindings, feeds, results);
    return results;
  }

  @Override
  public void run(String name, Map<String, Tensor> feeds, Map<String, Tensor> results) {
    Graph graph = module().graph(name);
    Map<String, Long> bindings = Feeds.bind(graph, feeds);
    Feeds.checkResults(graph, results, bindings);
    execute(graph, name, bindings, feeds, results);
  }

  @Override
  public Tensor read(String name) {
    Variable variable = module().variable(name);
    return locked(lock.readLock(), () -> variables.read(variable));
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
          variables.write(variable, value);
          return value;
        });
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        plans.close();
        variables.close();
        onClose.accept(this);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void execute(
      Graph graph,
      String name,
      Map<String, Long> bindings,
      Map<String, Tensor> feeds,
      Map<String, Tensor> results) {
    Lock needed = graph.assignments().isEmpty() ? lock.readLock() : lock.writeLock();
    PlanCache.Key key = new PlanCache.Key(name, bindings);
    Supplier<Plan> maker =
        () -> new Plan(programs.get(name), bindings, variables.arrays(), threads);
    locked(
        needed,
        () -> {
          // Another thread may close the plan to make room for its own before this one runs it.
          while (!plans.get(key, maker).run(feeds, results)) {
            Thread.onSpinWait();
          }
          return results;
        });
  }

  private <T> T locked(Lock held, Supplier<T> action) {
    held.lock();
    try {
      if (closed) {
        throw new IllegalStateException(
            "Module '" + module.name() + "' is closed on dl4j; load it again.");
      }
      return action.get();
    } finally {
      held.unlock();
    }
  }
}
