package org.ash.train;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ash.ir.AshComposite;
import org.ash.ir.Elementwise;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Node;
import org.ash.ir.Value;
import org.ash.tensor.Tensor;

/**
 * Where a network lets through what lies above {@code mean + z std} of its sample: ASH, and the
 * variants that are written with primitives.
 *
 * @param alpha how sharp; infinite where there is none, for so is the threshold of Eq. 7
 * @param z in standard deviations
 * @param x what is activated, {@code [N, ...]}
 * @param mean of each sample, {@code [N, 1, ...]}
 * @param std of each sample, {@code [N, 1, ...]}
 */
record Gate(Value alpha, Value z, Value x, Value mean, Value std) {

  /** Those of the places that have one, in order. */
  static List<String> places(List<String> places, List<Node> nodes) {
    return places.stream().filter(place -> deviation(at(place, nodes)).isPresent()).toList();
  }

  /** The gate that has been written at a place. */
  static Gate of(String place, GraphBuilder g) {
    List<Node> nodes = at(place, g.nodes());
    Node deviation = deviation(nodes).orElseThrow();
    if (deviation.op() instanceof AshComposite.Ash) {
      return new Gate(
          deviation.input(1),
          deviation.input(2),
          deviation.input(0),
          deviation.output(1),
          deviation.output(2));
    }
    Value z = read(place + ".z", nodes).orElseThrow();
    Value alpha =
        read(place + ".alpha", nodes)
            .orElseGet(() -> g.constant(Tensor.scalar(z.type().dtype(), Double.POSITIVE_INFINITY)));
    // The first node that is written there takes what is activated.
    Value x = nodes.get(0).input(0);
    List<Integer> axes = IntStream.range(1, x.type().rank()).boxed().toList();
    return new Gate(alpha, z, x, g.reduceMean(x, axes, true), deviation.output(0));
  }

  /** The mean of {@code alpha (x - mean - z std) > 0}. */
  Value share(GraphBuilder g) {
    Value u = g.mul(g.sub(x, g.add(mean, g.mul(z, std))), alpha);
    Value open = g.cast(g.greater(u, g.like(u, 0)), x.type().dtype());
    return g.reduceMean(open, IntStream.range(0, x.type().rank()).boxed().toList(), false);
  }

  /** The node that gives the standard deviations; only gates have one. */
  private static Optional<Node> deviation(List<Node> nodes) {
    return nodes.stream()
        .filter(
            node -> node.op() instanceof AshComposite.Ash || node.op() instanceof Elementwise.Sqrt)
        .findFirst();
  }

  private static Optional<Value> read(String name, List<Node> nodes) {
    return nodes.stream()
        .flatMap(node -> node.inputs().stream())
        .filter(value -> value instanceof Value.VariableRead && value.name().equals(name))
        .findFirst();
  }

  private static List<Node> at(String place, List<Node> nodes) {
    return nodes.stream()
        .filter(node -> node.name().equals(place) || node.name().startsWith(place + "."))
        .toList();
  }
}
