package org.ash.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ash.ir.AshComposite;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Node;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.nn.Parameters;
import org.ash.spi.Executable;
import org.ash.tensor.Tensor;

/**
 * What one ASH of a network has learned.
 *
 * @param place name of the place, as {@code stage1.block0.activation1}
 * @param alpha how sharp the gate is
 * @param z how many standard deviations above the mean the gate opens
 * @param share of the elements with u above 0, those let through, in [0, 1]; see ASH-7
 */
public record Inspection(String place, double alpha, double z, double share) {
  /** Name of the graph. */
  public static final String GRAPH = "inspect";

  private static final String ALPHA = "alpha";
  private static final String Z = "z";
  private static final String SHARE = "share";

  /** Whether alpha is not positive, so that the gate opens for small elements (ASH-3). */
  public boolean reversed() {
    return alpha <= 0;
  }

  /** The graph, when the network has any ASH; it writes the forward pass for inference. */
  static Optional<Graph> graph(Network network, Parameters parameters) {
    GraphBuilder g = new GraphBuilder(GRAPH);
    LayerContext layers = new LayerContext(g, parameters, LayerContext.Mode.INFERENCE);
    network.forward(layers, TrainingModule.images(g, network));
    List<Node> nodes = ashNodes(g.nodes());
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    g.output(ALPHA, vector(g, nodes, node -> node.input(1)));
    g.output(Z, vector(g, nodes, node -> node.input(2)));
    g.output(SHARE, vector(g, nodes, node -> share(g, node)));
    return Optional.of(g.build());
  }

  /** What each place has learned, with the shares on these images; empty without ASH. */
  static List<Inspection> run(Executable executable, Tensor images) {
    Graph graph = executable.module().graphs().get(GRAPH);
    if (graph == null) {
      return List.of();
    }
    Map<String, Tensor> values = executable.run(GRAPH, Map.of(TrainingModule.IMAGES, images));
    List<Node> nodes = ashNodes(graph.nodes());
    List<Inspection> places = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      places.add(
          new Inspection(
              nodes.get(i).name(),
              values.get(ALPHA).get(i),
              values.get(Z).get(i),
              values.get(SHARE).get(i)));
    }
    return List.copyOf(places);
  }

  private static List<Node> ashNodes(List<Node> nodes) {
    return nodes.stream().filter(node -> node.op() instanceof AshComposite.Ash).toList();
  }

  private static Value vector(GraphBuilder g, List<Node> nodes, Function<Node, Value> value) {
    Value[] parts =
        nodes.stream()
            .map(node -> g.reshape(value.apply(node), SymbolicShape.of(1)))
            .toArray(Value[]::new);
    return parts.length == 1 ? parts[0] : g.apply(new Shaping.Concat(0), parts);
  }

  /** The mean of {@code alpha (x - mean - z std) > 0}. */
  private static Value share(GraphBuilder g, Node node) {
    Value x = node.input(0);
    Value threshold = g.add(node.output(1), g.mul(node.input(2), node.output(2)));
    Value u = g.mul(g.sub(x, threshold), node.input(1));
    Value open = g.cast(g.greater(u, g.like(u, 0)), x.type().dtype());
    return g.reduceMean(open, IntStream.range(0, x.type().rank()).boxed().toList(), false);
  }
}
