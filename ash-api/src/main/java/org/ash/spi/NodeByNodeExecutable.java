package org.ash.spi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ash.ir.Graph;
import org.ash.ir.GraphModule;
import org.ash.ir.Node;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * The executable of a backend that computes one node after the other on host tensors: it keeps the
 * contract on variables, feeds, results, threads and closing, the backend only has kernels. Runs
 * wait for each other, and closing waits for the one that runs.
 */
public final class NodeByNodeExecutable implements Executable {
  private final GraphModule module;
  private final Kernel kernel;
  private final Map<String, Graph> graphs = new HashMap<>();
  private final Map<Variable, Tensor> variables = new HashMap<>();
  private boolean closed;

  /** Computes a node. */
  @FunctionalInterface
  public interface Kernel {
    /**
     * The node's results, new tensors.
     *
     * @param inputs its operands, not to be written to
     * @param shapes of its results
     */
    List<Tensor> compute(Node node, List<Tensor> inputs, List<Shape> shapes);
  }

  /**
   * Of a module.
   *
   * @param prepared makes each graph into one of nodes that the kernel can compute, as by {@link
   *     org.ash.ir.GraphRewriter#decompose}
   */
  public NodeByNodeExecutable(GraphModule module, UnaryOperator<Graph> prepared, Kernel kernel) {
    this.module = module;
    this.kernel = kernel;
    module.graphs().forEach((name, graph) -> graphs.put(name, prepared.apply(graph)));
    module.initialValues().forEach((variable, value) -> variables.put(variable, value.copy()));
  }

  @Override
  public synchronized GraphModule module() {
    if (closed) {
      throw new IllegalStateException("The executable of '" + module.name() + "' is closed.");
    }
    return module;
  }

  @Override
  public synchronized Map<String, Tensor> run(String name, Map<String, Tensor> feeds) {
    Graph declared = module().graph(name);
    Map<String, Long> bindings = Feeds.bind(declared, feeds);
    Graph graph = graphs.get(name);
    Map<Value, Tensor> values = new HashMap<>();
    graph.inputs().forEach(input -> values.put(input, feeds.get(input.name())));
    for (Value leaf : graph.leaves()) {
      if (leaf instanceof Value.VariableRead read) {
        values.put(leaf, variables.get(read.variable()));
      } else if (leaf instanceof Value.Constant constant) {
        values.put(leaf, constant.tensor());
      }
    }
    for (Node node : graph.nodes()) {
      compute(node, bindings, values);
    }
    // Assignments come last, so that a run that fails changes nothing.
    Map<String, Tensor> results = new LinkedHashMap<>();
    graph.outputs().forEach((output, value) -> results.put(output, values.get(value).copy()));
    Map<Variable, Tensor> assigned = new HashMap<>();
    graph.assignments().forEach((v, value) -> assigned.put(v, values.get(value).copy()));
    variables.putAll(assigned);
    return results;
  }

  private void compute(Node node, Map<String, Long> bindings, Map<Value, Tensor> values) {
    List<Shape> shapes = new ArrayList<>();
    node.outputs().forEach(output -> shapes.add(output.type().shape().bind(bindings)));
    List<Tensor> inputs = node.inputs().stream().map(values::get).toList();
    List<Tensor> results = kernel.compute(node, inputs, shapes);
    for (int i = 0; i < results.size(); i++) {
      values.put(node.output(i), results.get(i));
    }
  }

  @Override
  public synchronized void run(
      String name, Map<String, Tensor> feeds, Map<String, Tensor> results) {
    Graph declared = module().graph(name);
    Feeds.checkResults(declared, results, Feeds.bind(declared, feeds));
    Map<String, Tensor> computed = run(name, feeds);
    results.forEach((output, tensor) -> tensor.bytes().put(computed.get(output).bytes()));
  }

  @Override
  public synchronized Tensor read(String variable) {
    return variables.get(module().variable(variable)).copy();
  }

  @Override
  public synchronized void write(String name, Tensor value) {
    Variable variable = module().variable(name);
    if (value.dtype() != variable.dtype() || !value.shape().equals(variable.shape())) {
      throw new IllegalArgumentException(
          "Variable " + variable + " cannot be " + value.dtype() + " " + value.shape() + ".");
    }
    variables.put(variable, value.copy());
  }

  @Override
  public synchronized void close() {
    closed = true;
    variables.clear();
  }
}
