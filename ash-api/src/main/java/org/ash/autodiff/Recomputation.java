package org.ash.autodiff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ash.autodiff.RecomputationChoice.Recipe;
import org.ash.ir.CompositeOp;
import org.ash.ir.Contraction;
import org.ash.ir.Convolution;
import org.ash.ir.Graph;
import org.ash.ir.GraphCopy;
import org.ash.ir.Node;
import org.ash.ir.OrderingComposite.After;
import org.ash.ir.Value;

/**
 * Trades time for memory: lets the backward part of a graph make cheap forward results again
 * instead of having them kept meanwhile. Elementwise operators, normalizations, activations,
 * concatenations, paddings and slices are run twice, convolutions and matrix products never (Pleiss
 * et al., Memory-Efficient Implementation of DenseNets, 2017); what is made again is the same to
 * the bit where the operators are deterministic, for random masks are fed.
 *
 * <p>A result is made again right before its first reader in the backward part, and from operands
 * that are tied by {@link After} to a gradient that is there by then: an engine that runs what it
 * can would else make it at once, or take the first result for it. Assignments and outputs take the
 * first results.
 */
public final class Recomputation {
  private final Graph graph;
  private final Map<Value, List<Node>> readers;
  private final Set<Node> forward;
  private final RecomputationChoice choice;
  private final GraphCopy copy;
  private final Map<Node, List<Value>> again = new HashMap<>();

  /** Kept forward results as they are to be read from now on. */
  private final Map<Value, Value> tied = new HashMap<>();

  private Recomputation(Graph graph, Collection<Node> forward) {
    this.graph = graph;
    this.readers = graph.consumers();
    this.forward = Set.copyOf(forward);
    this.choice = new RecomputationChoice(graph, this.forward);
    this.copy = new GraphCopy(graph);
  }

  /**
   * The graph that computes the same in less memory.
   *
   * @param forward the nodes up to the loss; all others are the backward part
   */
  public static Graph of(Graph graph, Collection<Node> forward) {
    return new Recomputation(graph, forward).write();
  }

  private Graph write() {
    Set<Value> end = endOfForward();
    Set<Value> gradients = new HashSet<>();
    Optional<Value> latest = Optional.empty();
    for (Node node : graph.nodes()) {
      if (forward.contains(node)) {
        copy.write(node);
        continue;
      }
      List<Value> own = node.inputs().stream().filter(gradients::contains).toList();
      Optional<Value> there = own.isEmpty() ? latest : Optional.of(own.get(0));
      if (node.op() instanceof Convolution.ConvInputGradient gradient) {
        prepare(node, gradient, there);
      }
      copy.write(node, operands(node, there, own.isEmpty()));
      if (!own.isEmpty() || node.inputs().stream().anyMatch(end::contains)) {
        gradients.addAll(node.outputs());
        latest = Optional.of(node.output(0));
      }
    }
    return copy.build();
  }

  /** Results from the last convolution or product on: what reads one is a gradient, or late. */
  private Set<Value> endOfForward() {
    Set<Value> end = new HashSet<>();
    boolean passed = false;
    for (int i = graph.nodes().size() - 1; i >= 0 && !passed; i--) {
      Node node = graph.nodes().get(i);
      if (forward.contains(node)) {
        end.addAll(node.outputs());
        passed = node.op() instanceof Contraction || node.op() instanceof Convolution;
      }
    }
    return end;
  }

  /**
   * What a backward node is to read.
   *
   * @param gradient a gradient that is there
   * @param free whether nothing but this transformation keeps the node from being run at once
   */
  private List<Value> operands(Node node, Optional<Value> gradient, boolean free) {
    List<Value> operands = new ArrayList<>();
    for (Value input : node.inputs()) {
      if (gradient.isEmpty() || !isForward(input)) {
        operands.add(copy.of(input));
      } else if (choice.recipe(input).isPresent()) {
        operands.add(again(input, gradient.get()));
      } else if (free && RecomputationChoice.isLarge(input)) {
        operands.add(tie(node, input, copy.of(input), gradient.get()));
      } else {
        operands.add(tied.getOrDefault(input, copy.of(input)));
      }
    }
    return operands;
  }

  /**
   * Makes again what the other gradient of a convolution reads: engines compute both together where
   * they can.
   */
  private void prepare(Node node, Convolution.ConvInputGradient gradient, Optional<Value> there) {
    for (Node other : readers.get(node.input(0))) {
      if (other.op() instanceof Convolution.ConvWeightGradient ofWeight
          && ofWeight.window().equals(gradient.window())) {
        operands(other, there, false);
      }
    }
  }

  private boolean isForward(Value value) {
    return value instanceof Value.Result result && forward.contains(result.node());
  }

  /** A forward result made again, with all that it takes; once for all that read it. */
  private Value again(Value value, Value gradient) {
    Value.Result result = (Value.Result) value;
    Node node = result.node();
    if (!again.containsKey(node)) {
      again.put(node, run(node, choice.recipe(value).orElseThrow(), gradient));
    }
    return again.get(node).get(result.index());
  }

  private List<Value> run(Node node, Recipe recipe, Value gradient) {
    List<Value> operands = new ArrayList<>();
    boolean late = false;
    for (Value operand : recipe.operands()) {
      if (choice.recipe(operand).isPresent()) {
        late |= !again.containsKey(((Value.Result) operand).node());
        operands.add(again(operand, gradient));
      } else {
        operands.add(copy.of(operand));
      }
    }
    for (int i = 0; i < operands.size() && !late; i++) {
      Value operand = recipe.operands().get(i);
      if (RecomputationChoice.isLarge(operand)) {
        operands.set(i, tie(node, operand, operands.get(i), gradient));
        // The parts of a composite may take one operand each.
        late = !(node.op() instanceof CompositeOp);
      }
    }
    return copy.builder().applyAll(node.name() + ".again", node.op(), operands);
  }

  /** An operand that is not there before a gradient is. */
  private Value tie(Node node, Value value, Value now, Value gradient) {
    Value after = copy.builder().apply(node.name() + ".after", new After(), now, copy.of(gradient));
    if (choice.recipe(value).isEmpty()) {
      tied.put(value, after);
    }
    return after;
  }
}
