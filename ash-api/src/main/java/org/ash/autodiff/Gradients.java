package org.ash.autodiff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;

/**
 * Reverse-mode differentiation: writes the gradient of values of a graph into the same graph.
 *
 * <p>Only what is needed is written: a node is differentiated when its result reaches the target
 * and one of the values asked about reaches it, and only towards such operands. A composite without
 * a rule of its own is differentiated through its decomposition, which is written for the purpose.
 *
 * <p>Where a function has a kink, the gradient is that of one side: Relu and Abs have 0 at 0, of
 * equal operands of Max and Min the first takes all, equal largest elements of ReduceMax share,
 * Clip passes at its bounds. Sign, Floor, comparisons, indices and StopGradient have no gradient.
 */
public final class Gradients {
  private Gradients() {}

  /**
   * The gradient of a scalar.
   *
   * @param graph where to write, the graph of all values
   * @param loss a floating scalar
   * @param withRespectTo floating values: inputs, variable reads, constants, results
   * @return a value of equal type for each of them, in order; zeros where the loss does not depend
   *     on it
   * @throws IllegalArgumentException when loss is not a floating scalar or a value is not floating
   */
  public static List<Value> of(GraphBuilder graph, Value loss, List<Value> withRespectTo) {
    if (loss.type().rank() != 0) {
      throw new IllegalArgumentException(
          "The gradient of " + loss + " needs an upstream gradient, for it is not a scalar.");
    }
    requireFloating(loss);
    return of(graph, loss, graph.like(loss, 1), withRespectTo);
  }

  /**
   * The product of an upstream gradient with the derivative of a value.
   *
   * @param graph where to write, the graph of all values
   * @param target a floating value
   * @param upstream the gradient of something with respect to target, of its type
   * @param withRespectTo floating values
   * @return a value of equal type for each of them, in order; zeros where target does not depend on
   *     it
   */
  public static List<Value> of(
      GraphBuilder graph, Value target, Value upstream, List<Value> withRespectTo) {
    List<Optional<Value>> connected = connected(graph, Map.of(target, upstream), withRespectTo);
    List<Value> gradients = new ArrayList<>();
    for (int i = 0; i < connected.size(); i++) {
      Value value = withRespectTo.get(i);
      gradients.add(
          connected
              .get(i)
              .orElseGet(() -> graph.expand(graph.like(value, 0), value.type().shape())));
    }
    return gradients;
  }

  /**
   * The gradient through several targets, empty where no target depends on a value.
   *
   * @param graph where to write, the graph of all values
   * @param upstreams the upstream gradient of each target, of its type
   * @param withRespectTo floating values
   */
  public static List<Optional<Value>> connected(
      GraphBuilder graph, Map<Value, Value> upstreams, List<Value> withRespectTo) {
    withRespectTo.forEach(Gradients::requireFloating);
    Map<Value, Value> checked = new LinkedHashMap<>(upstreams);
    checked.forEach(
        (target, upstream) -> {
          requireFloating(target);
          if (!target.type().equals(upstream.type())) {
            throw new IllegalArgumentException(
                "The upstream gradient " + upstream + " does not have the type of " + target + ".");
          }
        });
    Sweep sweep = new Sweep(graph, graph.nodes(), withRespectTo);
    checked.forEach(sweep::add);
    sweep.run();
    return withRespectTo.stream().map(sweep::gradient).toList();
  }

  private static void requireFloating(Value value) {
    if (!value.type().dtype().isFloating()) {
      throw new IllegalArgumentException(
          "There is no gradient of or with respect to " + value + ": it is not floating point.");
    }
  }
}
