package org.ash.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.ash.ir.Graph;
import org.ash.ir.GraphRewriter;
import org.ash.ir.Node;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.spi.BackendException;

/** Evaluates one graph, node after node. */
final class Evaluator {
  private final Graph graph;
  private final Map<Node, List<Value>> lastUses;

  /**
   * Prepares a graph.
   *
   * @param graph any graph
   * @param whole which composites are computed by their kernel; the others are decomposed
   */
  Evaluator(Graph graph, Predicate<Node> whole) {
    this.graph =
        GraphRewriter.decompose(
            graph, node -> whole.test(node) && Kernels.find(node.op()).isPresent());
    this.lastUses = lastUses(this.graph);
  }

  /** The graph, with those composites that are decomposed replaced. */
  Graph graph() {
    return graph;
  }

  /**
   * What a run gives.
   *
   * @param outputs by name
   * @param assignments new values of variables, not yet assigned
   */
  record Results(Map<String, NdArray> outputs, Map<Variable, NdArray> assignments) {}

  /**
   * Computes outputs and assignments.
   *
   * @param bindings the value of each symbol
   * @param feeds an array for each input
   * @param variables a value for each variable that is read
   * @param perturbation noise on the result of each node
   */
  Results run(
      Map<String, Long> bindings,
      Map<String, NdArray> feeds,
      Map<Variable, NdArray> variables,
      Optional<Perturbation> perturbation) {
    Map<Value, NdArray> values = new HashMap<>();
    graph.inputs().forEach(input -> values.put(input, feeds.get(input.name())));
    for (Value leaf : graph.leaves()) {
      if (leaf instanceof Value.VariableRead read) {
        values.put(leaf, variables.get(read.variable()));
      } else if (leaf instanceof Value.Constant constant) {
        values.put(leaf, NdArray.of(constant.tensor()));
      }
    }
    for (Node node : graph.nodes()) {
      List<NdArray> in = node.inputs().stream().map(values::get).toList();
      List<NdArray> out = new ArrayList<>();
      for (Value output : node.outputs()) {
        out.add(NdArray.zeros(output.type().dtype(), output.type().shape().bind(bindings)));
      }
      compute(node, in, out);
      perturbation.ifPresent(noise -> noise.apply(node, in, out));
      for (int i = 0; i < out.size(); i++) {
        values.put(node.output(i), out.get(i));
      }
      values.keySet().removeAll(lastUses.get(node));
    }
    Map<String, NdArray> outputs = new LinkedHashMap<>();
    graph.outputs().forEach((name, value) -> outputs.put(name, values.get(value)));
    Map<Variable, NdArray> assignments = new LinkedHashMap<>();
    graph.assignments().forEach((variable, value) -> assignments.put(variable, values.get(value)));
    return new Results(outputs, assignments);
  }

  private void compute(Node node, List<NdArray> in, List<NdArray> out) {
    try {
      Kernels.find(node.op())
          .orElseThrow(() -> new IllegalStateException("No kernel for " + node + "."))
          .compute(node.op(), in, out);
    } catch (ArithmeticException e) {
      throw new BackendException(
          "Graph '" + graph.name() + "': " + node + " divides an integer by zero.", e);
    }
  }

  /** For each node, the values that nobody needs after it, so that their memory is freed. */
  private static Map<Node, List<Value>> lastUses(Graph graph) {
    Set<Value> needed = new HashSet<>(graph.outputs().values());
    needed.addAll(graph.assignments().values());
    Map<Node, List<Value>> lastUses = new HashMap<>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      List<Value> last = new ArrayList<>();
      for (Value value : node.outputs()) {
        if (needed.add(value)) {
          last.add(value);
        }
      }
      for (Value value : node.inputs()) {
        if (needed.add(value)) {
          last.add(value);
        }
      }
      lastUses.put(node, last);
    }
    return lastUses;
  }
}
