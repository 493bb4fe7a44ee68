package org.ash.dl4j.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ash.dl4j.kernel.Kernels;
import org.ash.ir.Graph;
import org.ash.ir.GraphRewriter;
import org.ash.ir.Node;
import org.ash.ir.Value;
import org.ash.spi.BackendException;

/** A graph as instructions, whatever its size: made once, planned for each binding of symbols. */
public final class Program {
  private final Graph graph;
  private final List<Instruction> instructions;
  private final Map<Value, Value> roots = new HashMap<>();

  private Program(Graph graph) {
    this.graph = graph;
    List<Instruction> list = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (!Kernels.supports(node.op(), node.inputTypes())) {
        throw new BackendException(
            "Graph '"
                + graph.name()
                + "': dl4j does not compute "
                + node
                + " of "
                + node.inputTypes()
                + ".");
      }
      if (Views.isView(node)) {
        roots.put(node.output(0), root(node.input(0)));
      } else {
        list.add(Instruction.of(node));
      }
    }
    instructions = List.copyOf(Fusion.apply(list, graph, this::root));
  }

  /**
   * The program of a graph, whose unclaimed composites are decomposed.
   *
   * @throws BackendException when an operator cannot be computed
   */
  public static Program of(Graph graph) {
    return new Program(
        GraphRewriter.decompose(graph, node -> Kernels.supports(node.op(), node.inputTypes())));
  }

  /** The graph that is computed. */
  Graph graph() {
    return graph;
  }

  /** What is computed, in order. */
  List<Instruction> instructions() {
    return instructions;
  }

  /** The value in whose memory a value lies: itself unless it is a view. */
  Value root(Value value) {
    return roots.getOrDefault(value, value);
  }
}
