package org.ash.autodiff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ash.ir.ActivationComposite;
import org.ash.ir.AshComposite;
import org.ash.ir.BatchNormalizationComposite;
import org.ash.ir.Broadcasting;
import org.ash.ir.Elementwise;
import org.ash.ir.Graph;
import org.ash.ir.Node;
import org.ash.ir.Normalization;
import org.ash.ir.Op;
import org.ash.ir.Shaping;
import org.ash.ir.Value;

/**
 * Which forward results the backward part makes again, and from what.
 *
 * <p>A result is made again when that is cheap, when it frees more memory than is kept for it in
 * its place, and when few nodes are run for it: activations and normalizations from the results of
 * convolutions, a concatenation from the pieces that nothing else would have kept whole. Sums in a
 * residual chain are kept every few blocks, for else the last would be made from the first.
 */
final class RecomputationChoice {
  private static final List<Class<? extends Op>> CHEAP =
      List.of(
          Elementwise.class,
          Broadcasting.class,
          Normalization.class,
          Shaping.class,
          ActivationComposite.class,
          AshComposite.class,
          BatchNormalizationComposite.class);

  /** Nodes that may be run again for one result; chains longer than that begin at a kept one. */
  private static final int LONGEST = 12;

  private final Map<Node, Recipe> recipes = new HashMap<>();
  private final Set<Value> kept = new HashSet<>();

  /**
   * How a node is run again.
   *
   * @param operands what it takes: kept values and results made again
   * @param nodes all that is run for it
   * @param sources large results that it is made from in the end
   */
  record Recipe(List<Value> operands, Set<Node> nodes, Set<Value> sources) {}

  /** Chooses among the results of the forward nodes that others read. */
  RecomputationChoice(Graph graph, Collection<Node> forward) {
    Set<Value> read = new LinkedHashSet<>();
    for (Node node : graph.nodes()) {
      if (!forward.contains(node)) {
        read.addAll(node.inputs());
      }
    }
    read.stream().filter(value -> !isCheap(value)).forEach(kept::add);
    for (Node node : graph.nodes()) {
      if (forward.contains(node) && isCheap(node.op())) {
        choose(node, node.outputs().stream().anyMatch(read::contains));
      }
    }
  }

  /** How a value is made again; empty for one that is kept. */
  Optional<Recipe> recipe(Value value) {
    return value instanceof Value.Result result && isLarge(value)
        ? Optional.ofNullable(recipes.get(result.node()))
        : Optional.empty();
  }

  /** Whether the size of a value grows with the batch. */
  static boolean isLarge(Value value) {
    return !value.type().shape().isStatic();
  }

  private void choose(Node node, boolean read) {
    List<Value> operands = operands(node);
    Set<Node> nodes = new LinkedHashSet<>(List.of(node));
    Set<Value> sources = new LinkedHashSet<>();
    for (Value operand : operands) {
      Optional<Recipe> recipe = recipe(operand);
      recipe.ifPresent(
          made -> {
            nodes.addAll(made.nodes());
            sources.addAll(made.sources());
          });
      if (recipe.isEmpty() && operand instanceof Value.Result && isLarge(operand)) {
        sources.add(operand);
      }
    }
    long freed = node.outputs().stream().mapToLong(RecomputationChoice::size).sum();
    long newlyKept =
        sources.stream()
            .filter(value -> !kept.contains(value))
            .mapToLong(RecomputationChoice::size)
            .sum();
    if (nodes.size() <= LONGEST && newlyKept < freed) {
      recipes.put(node, new Recipe(operands, nodes, sources));
      if (read) {
        kept.addAll(sources);
      }
    } else if (read) {
      kept.addAll(node.outputs());
    }
  }

  /** Of a concatenation of concatenations the pieces: it need not be made one by one. */
  private List<Value> operands(Node node) {
    if (!(node.op() instanceof Shaping.Concat)) {
      return node.inputs();
    }
    List<Value> pieces = new ArrayList<>();
    for (Value input : node.inputs()) {
      Optional<Recipe> recipe = recipe(input);
      if (recipe.isPresent()
          && input instanceof Value.Result inner
          && inner.node().op().equals(node.op())) {
        pieces.addAll(recipe.get().operands());
      } else {
        pieces.add(input);
      }
    }
    return pieces;
  }

  private static boolean isCheap(Value value) {
    return value instanceof Value.Result result && isCheap(result.node().op());
  }

  private static boolean isCheap(Op op) {
    return CHEAP.stream().anyMatch(family -> family.isInstance(op));
  }

  /** Bytes for one example; what does not grow with the batch counts for nothing. */
  private static long size(Value value) {
    return isLarge(value)
        ? value.type().shape().size().factor() * value.type().dtype().byteSize()
        : 0;
  }
}
