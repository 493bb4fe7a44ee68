package org.ash.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.nn.Parameters;
import org.ash.spi.Executable;
import org.ash.tensor.Tensor;

/**
 * What one ASH of a network, or one of its variants, has learned.
 *
 * @param place name of the place, as {@code stage1.block0.activation1}
 * @param alpha how sharp the gate is; positive infinity for the threshold of Eq. 7
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
    List<Gate> gates =
        Gate.places(network.activationPlaces(), g.nodes()).stream()
            .map(place -> Gate.of(place, g))
            .toList();
    if (gates.isEmpty()) {
      return Optional.empty();
    }
    g.output(ALPHA, vector(g, gates, Gate::alpha));
    g.output(Z, vector(g, gates, Gate::z));
    g.output(SHARE, vector(g, gates, gate -> gate.share(g)));
    return Optional.of(g.build());
  }

  /** What each place has learned, with the shares on these images; empty without ASH. */
  static List<Inspection> run(Network network, Executable executable, Tensor images) {
    Graph graph = executable.module().graphs().get(GRAPH);
    if (graph == null) {
      return List.of();
    }
    Map<String, Tensor> values = executable.run(GRAPH, Map.of(TrainingModule.IMAGES, images));
    List<String> gated = Gate.places(network.activationPlaces(), graph.nodes());
    List<Inspection> places = new ArrayList<>();
    for (int i = 0; i < gated.size(); i++) {
      places.add(
          new Inspection(
              gated.get(i),
              values.get(ALPHA).get(i),
              values.get(Z).get(i),
              values.get(SHARE).get(i)));
    }
    return List.copyOf(places);
  }

  private static Value vector(GraphBuilder g, List<Gate> gates, Function<Gate, Value> value) {
    Value[] parts =
        gates.stream()
            .map(gate -> g.reshape(value.apply(gate), SymbolicShape.of(1)))
            .toArray(Value[]::new);
    return parts.length == 1 ? parts[0] : g.apply(new Shaping.Concat(0), parts);
  }
}
