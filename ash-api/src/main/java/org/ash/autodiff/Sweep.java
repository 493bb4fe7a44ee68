package org.ash.autodiff;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ash.ir.CompositeOp;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphRewriter;
import org.ash.ir.Node;
import org.ash.ir.Op;
import org.ash.ir.Value;

/** One pass backward over some nodes, from gradients of their results to those of their leaves. */
final class Sweep {
  private final GraphBuilder graph;
  private final List<Node> nodes;

  /** Values whose gradient is wanted or leads to a wanted one. */
  private final Set<Value> active;

  /** The gradient of each value as far as it is summed up. */
  private final Map<Value, Value> gradients = new HashMap<>();

  Sweep(GraphBuilder graph, List<Node> nodes, Collection<Value> withRespectTo) {
    this.graph = graph;
    this.nodes = List.copyOf(nodes);
    this.active = new HashSet<>(withRespectTo);
    for (Node node : this.nodes) {
      if (node.inputs().stream().anyMatch(active::contains) && !GradientRules.isZero(node.op())) {
        node.outputs().stream()
            .filter(output -> output.type().dtype().isFloating())
            .forEach(active::add);
      }
    }
  }

  /** Whether a gradient given to this value is of use. */
  boolean wants(Value value) {
    return active.contains(value);
  }

  /** Adds to the gradient of a value; nothing when it is of no use. */
  void add(Value value, Value contribution) {
    if (!wants(value)) {
      return;
    }
    if (!value.type().equals(contribution.type())) {
      throw new IllegalStateException(
          "The gradient " + contribution + " does not have the type of " + value + ".");
    }
    gradients.merge(value, contribution, graph::add);
  }

  /** The gradient of a value, empty when none was given. */
  Optional<Value> gradient(Value value) {
    return Optional.ofNullable(gradients.get(value));
  }

  /** Visits the nodes that have a gradient, last first. */
  void run() {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (node.outputs().stream().anyMatch(gradients::containsKey)
          && node.inputs().stream().anyMatch(this::wants)) {
        differentiate(node);
      }
    }
  }

  private void differentiate(Node node) {
    Optional<GradientRule<Op>> rule = GradientRules.find(node.op());
    if (rule.isPresent()) {
      Backward backward = new Backward(graph, this, node);
      rule.get().write(node.op(), backward);
    } else if (node.op() instanceof CompositeOp composite) {
      throughDecomposition(node, composite);
    } else {
      throw new IllegalStateException("No gradient rule for " + node + ".");
    }
  }

  /** Writes the decomposition of a composite beside it and differentiates that. */
  void throughDecomposition(Node node, CompositeOp composite) {
    int before = graph.nodes().size();
    List<Value> parts =
        GraphRewriter.expand(graph, node.name() + ".parts", composite, node.inputs());
    List<Node> written = graph.nodes();
    Set<Value> wanted = new HashSet<>(node.inputs());
    wanted.retainAll(active);
    Sweep inner = new Sweep(graph, written.subList(before, written.size()), wanted);
    for (int i = 0; i < parts.size(); i++) {
      Value part = parts.get(i);
      gradient(node.output(i)).ifPresent(upstream -> inner.add(part, upstream));
    }
    inner.run();
    // In the order of the operands, so that graphs are written alike every time.
    for (Value input : new LinkedHashSet<>(node.inputs())) {
      inner.gradient(input).ifPresent(gradient -> add(input, gradient));
    }
  }
}
