package org.ash.onnx.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.ash.ir.Graph;
import org.ash.ir.GraphModule;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.onnx.export.ExportOptions;
import org.ash.onnx.export.InterfaceNames;
import org.ash.onnx.export.OnnxExporter;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.Device;
import org.ash.spi.Executable;
import org.ash.spi.Feeds;
import org.ash.tensor.Tensor;

/**
 * A module on ONNX Runtime. Variables are kept on the host.
 *
 * <p>A graph without assignments is a model with the variables as constants, which the engine folds
 * and packs; after a variable has changed the model is built anew at the next run. A graph with
 * assignments takes the variables as inputs and gives their next values as outputs, which replace
 * them once the run has succeeded.
 */
final class OnnxRuntimeExecutable implements Executable {
  private static final InterfaceNames NAMES = OnnxRuntimeBackend.EXPORT.names();

  private final GraphModule module;
  private final BackendOptions options;
  private final Device device;
  private final ExportOptions stepExport;
  private final Consumer<OnnxRuntimeExecutable> onClose;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
  private final Map<String, Tensor> variables = new LinkedHashMap<>();
  private final Map<String, Tensor> spares = new LinkedHashMap<>();
  private final Map<Graph, OrtModel> models = new LinkedHashMap<>();
  private boolean closed;

  OnnxRuntimeExecutable(
      GraphModule module,
      BackendOptions options,
      Device device,
      int channelBlock,
      Consumer<OnnxRuntimeExecutable> onClose) {
    this.module = module;
    this.options = options;
    this.device = device;
    // Where two extents bear the same name, the engine keeps a buffer of the forward part until one
    // of that size is wanted in the backward part: twice the memory, and more with recomputation.
    this.stepExport = OnnxRuntimeBackend.EXPORT.withChannelBlock(channelBlock).withoutSymbols();
    this.onClose = onClose;
    module
        .initialValues()
        .forEach((variable, value) -> variables.put(variable.name(), value.copy()));
    for (Graph graph : module.graphs().values()) {
      if (graph.assignments().isEmpty()) {
        try {
          model(graph);
        } catch (BackendException e) {
          models.values().forEach(OrtModel::close);
          throw e;
        }
      }
    }
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
    Map<String, Long> bindings = Feeds.bind(graph, feeds);
    Map<String, Tensor> results = new LinkedHashMap<>();
    for (Map.Entry<String, Value> output : graph.outputs().entrySet()) {
      results.put(output.getKey(), allocate(output.getValue(), bindings));
    }
    execute(graph, feeds, results);
    return results;
  }

  @Override
  public void run(String graphName, Map<String, Tensor> feeds, Map<String, Tensor> results) {
    requireOpen();
    Graph graph = module.graph(graphName);
    Map<String, Long> bindings = Feeds.bind(graph, feeds);
    Feeds.checkResults(graph, results, bindings);
    execute(graph, feeds, results);
  }

  @Override
  public Tensor read(String variable) {
    module().variable(variable);
    lock.readLock().lock();
    try {
      requireOpen();
      return variables.get(variable).copy();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void write(String name, Tensor value) {
    Variable variable = module().variable(name);
    if (value.dtype() != variable.dtype() || !value.shape().equals(variable.shape())) {
      throw new IllegalArgumentException(
          "Variable " + variable + " cannot take " + value.dtype() + " " + value.shape() + ".");
    }
    lock.writeLock().lock();
    try {
      requireOpen();
      variables.put(name, value.copy());
      forgetConstants();
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        synchronized (models) {
          models.values().forEach(OrtModel::close);
          models.clear();
        }
        onClose.accept(this);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void execute(Graph graph, Map<String, Tensor> feeds, Map<String, Tensor> results) {
    if (graph.assignments().isEmpty()) {
      evaluate(graph, feeds, results);
    } else {
      step(graph, feeds, results);
    }
  }

  private void evaluate(Graph graph, Map<String, Tensor> feeds, Map<String, Tensor> results) {
    lock.readLock().lock();
    try {
      requireOpen();
      if (!results.isEmpty()) {
        model(graph).run(named(feeds, NAMES::input), named(results, NAMES::output));
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  private void step(Graph graph, Map<String, Tensor> feeds, Map<String, Tensor> results) {
    lock.writeLock().lock();
    try {
      requireOpen();
      Map<String, Tensor> inputs = named(feeds, NAMES::input);
      graph
          .variables()
          .forEach(
              variable -> inputs.put(NAMES.variable(variable), variables.get(variable.name())));
      Map<String, Tensor> outputs = named(results, NAMES::output);
      graph
          .assignments()
          .keySet()
          .forEach(variable -> outputs.put(NAMES.next(variable), spare(variable)));
      model(graph).run(inputs, outputs);
      for (Variable variable : graph.assignments().keySet()) {
        Tensor next = outputs.get(NAMES.next(variable));
        spares.put(variable.name(), variables.put(variable.name(), next));
      }
      forgetConstants();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** The same tensors under the names that the model has for them. */
  private static Map<String, Tensor> named(
      Map<String, Tensor> tensors, UnaryOperator<String> nameInModel) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> named.put(nameInModel.apply(name), tensor));
    return named;
  }

  /** Memory for the next value of a variable: that of the value before the last. */
  private Tensor spare(Variable variable) {
    Tensor spare = spares.remove(variable.name());
    return spare == null ? Tensor.allocate(variable.dtype(), variable.shape()) : spare;
  }

  private OrtModel model(Graph graph) {
    synchronized (models) {
      return models.computeIfAbsent(
          graph,
          key ->
              OrtModel.load(
                  "graph '" + graph.name() + "' of module '" + module.name() + "'",
                  graph.assignments().isEmpty()
                      ? OnnxExporter.export(graph, variables, OnnxRuntimeBackend.EXPORT)
                      : OnnxExporter.exportStep(StepOrder.of(graph), stepExport),
                  options,
                  device));
    }
  }

  /** Drops the models that hold variables as constants. Called under the write lock. */
  private void forgetConstants() {
    synchronized (models) {
      for (Graph graph : module.graphs().values()) {
        if (graph.assignments().isEmpty() && !graph.variables().isEmpty()) {
          OrtModel stale = models.remove(graph);
          if (stale != null) {
            stale.close();
          }
        }
      }
    }
  }

  private static Tensor allocate(Value output, Map<String, Long> bindings) {
    return Tensor.allocate(output.type().dtype(), output.type().shape().bind(bindings));
  }

  private void requireOpen() {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("Module '" + module.name() + "' on onnxruntime is closed.");
      }
    } finally {
      lock.readLock().unlock();
    }
  }
}
