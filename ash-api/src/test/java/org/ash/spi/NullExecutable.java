package org.ash.spi;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ash.ir.Graph;
import org.ash.ir.GraphModule;
import org.ash.ir.Variable;
import org.ash.tensor.Tensor;

/** What {@link NullBackend} loads; its methods exclude each other, more than the contract asks. */
final class NullExecutable implements Executable {
  private final GraphModule module;
  private final Map<String, Tensor> values = new HashMap<>();
  private boolean closed;

  NullExecutable(GraphModule module) {
    this.module = module;
    module.initialValues().forEach((variable, value) -> write(variable.name(), value));
  }

  @Override
  public synchronized GraphModule module() {
    if (closed) {
      throw new IllegalStateException("'" + module.name() + "' is closed.");
    }
    return module;
  }

  @Override
  public synchronized Map<String, Tensor> run(String name, Map<String, Tensor> feeds) {
    Graph graph = module().graph(name);
    Map<String, Long> symbols = Feeds.bind(graph, feeds);
    Map<String, Tensor> zeros = new LinkedHashMap<>();
    graph
        .outputs()
        .forEach(
            (key, y) ->
                zeros.put(key, Tensor.allocate(y.type().dtype(), y.type().shape().bind(symbols))));
    for (Variable variable : graph.assignments().keySet()) {
      values.put(variable.name(), Tensor.allocate(variable.dtype(), variable.shape()));
    }
    return zeros;
  }

  @Override
  public synchronized void run(
      String name, Map<String, Tensor> feeds, Map<String, Tensor> results) {
    Graph graph = module().graph(name);
    Feeds.checkResults(graph, results, Feeds.bind(graph, feeds));
    Map<String, Tensor> zeros = run(name, feeds);
    results.forEach((key, tensor) -> tensor.bytes().put(zeros.get(key).bytes()));
  }

  @Override
  public synchronized Tensor read(String name) {
    return values.get(module().variable(name).name()).copy();
  }

  @Override
  public synchronized void write(String name, Tensor value) {
    Variable variable = module().variable(name);
    if (value.dtype() != variable.dtype() || !value.shape().equals(variable.shape())) {
      throw new IllegalArgumentException(variable + " cannot be " + value + ".");
    }
    values.put(name, value.copy());
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
