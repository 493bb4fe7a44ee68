package org.ash.reference;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.ash.ir.Graph;
import org.ash.ir.GraphModule;
import org.ash.ir.Variable;
import org.ash.spi.Executable;
import org.ash.spi.Feeds;
import org.ash.tensor.Tensor;

/**
 * A module loaded into the reference backend. Runs compute in float64; what a run assigns to a
 * variable is rounded to the variable's type, so that a training that is saved and resumed goes on
 * with the very numbers it had.
 */
final class ReferenceExecutable implements Executable {
  private final GraphModule module;
  private final Map<String, Evaluator> evaluators = new HashMap<>();

  /** Guards variables and closed: graphs without assignments share it, others hold it alone. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

  private final Map<Variable, NdArray> variables = new HashMap<>();
  private volatile boolean closed;

  ReferenceExecutable(GraphModule module) {
    this.module = module;
    module.graphs().forEach((name, graph) -> evaluators.put(name, new Evaluator(graph, n -> true)));
    module.initialValues().forEach((variable, value) -> variables.put(variable, NdArray.of(value)));
  }

  @Override
  public GraphModule module() {
    requireOpen();
    return module;
  }

  @Override
  public Map<String, Tensor> run(String graphName, Map<String, Tensor> feeds) {
    requireOpen();
    Graph graph = module.graph(graphName);
    Map<String, Tensor> results = new LinkedHashMap<>();
    locked(
        graph,
        () -> {
          Evaluator.Results computed = compute(graphName, feeds, Feeds.bind(graph, feeds));
          computed.outputs().forEach((name, array) -> results.put(name, array.rounded()));
          assign(computed);
        });
    return results;
  }

  @Override
  public void run(String graphName, Map<String, Tensor> feeds, Map<String, Tensor> results) {
    requireOpen();
    Graph graph = module.graph(graphName);
    locked(
        graph,
        () -> {
          Map<String, Long> bindings = Feeds.bind(graph, feeds);
          Feeds.checkResults(graph, results, bindings);
          Evaluator.Results computed = compute(graphName, feeds, bindings);
          results.forEach((name, tensor) -> computed.outputs().get(name).store(tensor));
          assign(computed);
        });
  }

  /**
   * Runs under the lock that the graph needs; assignments come last, so that a failure changes
   * nothing.
   */
  private void locked(Graph graph, Runnable work) {
    Lock needed = graph.assignments().isEmpty() ? lock.readLock() : lock.writeLock();
    needed.lock();
    try {
      requireOpen();
      work.run();
    } finally {
      needed.unlock();
    }
  }

  private Evaluator.Results compute(
      String graphName, Map<String, Tensor> feeds, Map<String, Long> bindings) {
    Map<String, NdArray> inputs = new HashMap<>();
    feeds.forEach((name, tensor) -> inputs.put(name, NdArray.of(tensor)));
    return evaluators.get(graphName).run(bindings, inputs, variables, Optional.empty());
  }

  private void assign(Evaluator.Results computed) {
    Map<Variable, NdArray> rounded = new HashMap<>();
    computed
        .assignments()
        .forEach((variable, array) -> rounded.put(variable, NdArray.of(array.rounded())));
    variables.putAll(rounded);
  }

  @Override
  public Tensor read(String variableName) {
    lock.readLock().lock();
    try {
      requireOpen();
      return variables.get(module.variable(variableName)).rounded();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void write(String variableName, Tensor value) {
    lock.writeLock().lock();
    try {
      requireOpen();
      Variable variable = module.variable(variableName);
      if (value.dtype() != variable.dtype() || !value.shape().equals(variable.shape())) {
        throw new IllegalArgumentException(
            "Variable " + variable + " cannot be " + value.dtype() + " " + value.shape() + ".");
      }
      variables.put(variable, NdArray.of(value));
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      variables.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The executable of '" + module.name() + "' is closed.");
    }
  }
}
