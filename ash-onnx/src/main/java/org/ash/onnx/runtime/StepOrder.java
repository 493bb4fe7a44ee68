package org.ash.onnx.runtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ash.ir.Convolution.ConvInputGradient;
import org.ash.ir.Convolution.ConvWeightGradient;
import org.ash.ir.Graph;
import org.ash.ir.GraphCopy;
import org.ash.ir.Node;
import org.ash.ir.OrderingComposite.After;
import org.ash.ir.Value;

/**
 * Keeps the engine from putting off the gradients of parameters. It runs nodes depth first from
 * what is asked for, whatever their order in the model, and so passes back through the whole
 * network before it computes the first weight's gradient: until then, all that those gradients read
 * stays in memory, of every layer the input and the gradient of the result.
 *
 * <p>Here a convolution does not pass a gradient back to its input before the parameters' gradients
 * are there that can be: what it passes is tied to them.
 */
final class StepOrder {
  private final Graph graph;
  private final GraphCopy copy;
  private final Map<Value, List<Node>> readers;

  /** What results that grow with the batch are made from. */
  private final Set<Value> onTheWay = new HashSet<>();

  /** Nodes that were written before their turn. */
  private final Set<Node> early = new HashSet<>();

  /** Gradients of parameters that the next convolution is to wait for, as written. */
  private final List<Value> due = new ArrayList<>();

  private boolean backward;

  private StepOrder(Graph graph) {
    this.graph = graph;
    this.copy = new GraphCopy(graph);
    this.readers = graph.consumers();
  }

  /** The same graph, its gradients to be computed layer by layer. */
  static Graph of(Graph graph) {
    return new StepOrder(graph).write();
  }

  private Graph write() {
    List<Node> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (node.outputs().stream().anyMatch(out -> isLarge(out) || onTheWay.contains(out))) {
        onTheWay.addAll(node.inputs());
      }
    }
    for (Node node : nodes) {
      if (node.op() instanceof ConvInputGradient gradient) {
        ofWeight(node, gradient);
        copy.write(node, List.of(tied(node), copy.of(node.input(1))));
      } else if (!early.contains(node)) {
        write(node);
      }
    }
    return copy.build();
  }

  private void write(Node node) {
    copy.write(node);
    backward |= node.op() instanceof ConvWeightGradient;
    if (backward && node.inputs().stream().anyMatch(StepOrder::isLarge)) {
      node.outputs().stream()
          .filter(out -> !isLarge(out) && !onTheWay.contains(out))
          .map(copy::of)
          .forEach(due::add);
    }
  }

  /** The other gradient of the same convolution comes first, where that is possible. */
  private void ofWeight(Node node, ConvInputGradient gradient) {
    for (Node other : readers.get(node.input(0))) {
      if (other.op() instanceof ConvWeightGradient ofWeight
          && ofWeight.window().equals(gradient.window())
          && !copy.has(other.output(0))
          && other.inputs().stream().allMatch(copy::has)) {
        write(other);
        early.add(other);
      }
    }
  }

  /** The gradient that a convolution passes back, not before all that is due. */
  private Value tied(Node node) {
    Value dy = copy.of(node.input(0));
    if (due.isEmpty()) {
      return dy;
    }
    // The engine merges a chain of such nodes over one value, and fails; so they wait in a row.
    Value last = due.get(0);
    for (Value gradient : due.subList(1, due.size())) {
      last = copy.builder().apply(node.name() + ".due", new After(), gradient, last);
    }
    due.clear();
    return copy.builder().apply(node.name() + ".after", new After(), dy, last);
  }

  private static boolean isLarge(Value value) {
    return !value.type().shape().isStatic();
  }
}
