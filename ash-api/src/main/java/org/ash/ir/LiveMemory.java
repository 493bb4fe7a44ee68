package org.ash.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much memory the results in a graph take at least: each lives from the node that makes it to
 * the last that reads it, nodes being run in the graph's order.
 *
 * <p>An estimate from below for engines that run the nodes as they are: what engines add for their
 * own purposes (packed weights, columns of convolutions, fragmentation) is not in it. An engine
 * that computes in place may need less.
 */
public final class LiveMemory {
  private LiveMemory() {}

  /**
   * The most bytes that results take at one time. {@link OrderingComposite} copies nothing and so
   * counts for nothing.
   *
   * @param batch what every symbol of a shape stands for
   */
  public static long peakBytes(Graph graph, long batch) {
    Graph ordered =
        GraphRewriter.decompose(graph, node -> !(node.op() instanceof OrderingComposite));
    Map<Value, Integer> lastUse = new HashMap<>();
    List<Node> nodes = ordered.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      for (Value input : nodes.get(i).inputs()) {
        lastUse.put(input, i);
      }
    }
    Set<Value> kept = new HashSet<>(ordered.outputs().values());
    kept.addAll(ordered.assignments().values());
    long live = 0;
    long peak = 0;
    for (int i = 0; i < nodes.size(); i++) {
      List<Value> ended = new ArrayList<>();
      for (Value output : nodes.get(i).outputs()) {
        live += bytes(output, batch);
        if (!kept.contains(output) && !lastUse.containsKey(output)) {
          ended.add(output);
        }
      }
      peak = Math.max(peak, live);
      for (Value input : new HashSet<>(nodes.get(i).inputs())) {
        if (input instanceof Value.Result && lastUse.get(input) == i && !kept.contains(input)) {
          ended.add(input);
        }
      }
      live -= ended.stream().mapToLong(value -> bytes(value, batch)).sum();
    }
    return peak;
  }

  /** The bytes of all variables. */
  public static long variableBytes(GraphModule module) {
    return module.initialValues().keySet().stream()
        .mapToLong(variable -> variable.shape().size() * variable.dtype().byteSize())
        .sum();
  }

  private static long bytes(Value value, long batch) {
    Dimension size = value.type().shape().size();
    Map<String, Long> bindings = new HashMap<>();
    size.symbols().forEach(symbol -> bindings.put(symbol, batch));
    return size.bind(bindings) * value.type().dtype().byteSize();
  }
}
