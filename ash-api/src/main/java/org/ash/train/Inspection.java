package org.ash.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.activation.Gate;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
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

  private static final String ALPHA = "/alpha";
  private static final String Z = "/z";
  private static final String SHARE = "/share";

  /** Whether alpha is not positive, so that the gate opens for small elements (ASH-3). */
  public boolean reversed() {
    return alpha <= 0;
  }

  /** The graph, when the network has any ASH; it writes the forward pass for inference. */
  static Optional<Graph> graph(Network network, Parameters parameters) {
    GraphBuilder g = new GraphBuilder(GRAPH);
    LayerContext layers = new LayerContext(g, parameters, LayerContext.Mode.INFERENCE);
    network.forward(layers, TrainingModule.images(g, network));
    Map<String, Gate> gates = new LinkedHashMap<>();
    layers
        .activated()
        .forEach(
            place -> place.gate(layers).ifPresent(gate -> gates.putIfAbsent(place.name(), gate)));
    if (gates.isEmpty()) {
      return Optional.empty();
    }
    gates.forEach(
        (place, gate) -> {
          g.output(place + ALPHA, gate.alpha());
          g.output(place + Z, gate.z());
          g.output(place + SHARE, gate.share(g));
        });
    return Optional.of(g.build());
  }

  /** What each place has learned, with the shares on these images; empty without ASH. */
  static List<Inspection> run(Executable executable, Tensor images) {
    Graph graph = executable.module().graphs().get(GRAPH);
    if (graph == null) {
      return List.of();
    }
    Map<String, Tensor> values = executable.run(GRAPH, Map.of(TrainingModule.IMAGES, images));
    return graph.outputs().keySet().stream()
        .filter(output -> output.endsWith(SHARE))
        .map(output -> output.substring(0, output.length() - SHARE.length()))
        .map(
            place ->
                new Inspection(
                    place,
                    values.get(place + ALPHA).get(0),
                    values.get(place + Z).get(0),
                    values.get(place + SHARE).get(0)))
        .toList();
  }
}
