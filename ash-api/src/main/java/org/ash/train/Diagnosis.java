package org.ash.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ash.ir.Elementwise;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.Node;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.nn.Parameters;
import org.ash.spi.Backend;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/**
 * Finds where NaN or Inf appeared first in a step: in the images, in a parameter, or in the result
 * of a node, in the order in which they are computed. Works because a step that is not finite
 * leaves the weights as they were (see {@link Update}), so that it can be computed again. All
 * results are kept until they have been looked at, whatever {@link TrainingConfig#recompute} says:
 * that takes more memory than the step did.
 */
final class Diagnosis {
  private static final String GRAPH = "diagnose";
  private static final String COUNTS = "counts";

  private final Network network;
  private final TrainingConfig config;
  private final Backend backend;

  Diagnosis(Network network, TrainingConfig config, Backend backend) {
    this.network = network;
    this.config = config;
    this.backend = backend;
  }

  /**
   * The first place that is not finite, as {@code stage2.block0.conv1 (forward)}.
   *
   * @param weights the weights before the step, by name
   * @param input what the step was given; looked at in the parts that the step was computed in
   * @return empty when everything is finite this time
   * @throws org.ash.spi.BackendException when the engine cannot compute it, for want of memory for
   *     instance
   */
  Optional<String> firstNonFinite(Map<String, Tensor> weights, StepInput input) {
    int parts = config.parts();
    return IntStream.range(0, parts)
        .mapToObj(i -> inPart(weights, input.part(i, parts)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> inPart(Map<String, Tensor> weights, StepInput input) {
    if (!finite(input.perExample().get(TrainingModule.IMAGES))) {
      return Optional.of("the images of the batch");
    }
    Parameters parameters = new Parameters(config.seed());
    GraphBuilder g = new GraphBuilder(GRAPH);
    List<Place> places = write(g, parameters);
    for (Variable variable : parameters.trainable()) {
      if (!finite(weights.get(variable.name()))) {
        return Optional.of(variable.name() + " (parameter, after the update of the step before)");
      }
    }
    Map<Variable, Tensor> values = new LinkedHashMap<>();
    parameters.initialValues().keySet().forEach(v -> values.put(v, weights.get(v.name())));
    GraphModule module = new GraphModule(GRAPH, values, Map.of(GRAPH, g.build()));
    try (Executable executable = backend.load(module)) {
      Tensor counts = executable.run(GRAPH, input.feeds()).get(COUNTS);
      return IntStream.range(0, places.size())
          .filter(i -> counts.get(i) != 0)
          .mapToObj(i -> places.get(i).text())
          .findFirst();
    }
  }

  /** A value that is looked at. */
  private record Place(Value value, String text) {}

  /** Writes the step without its update, and the number of non-finite elements of each value. */
  private List<Place> write(GraphBuilder g, Parameters parameters) {
    Value images = TrainingModule.images(g, network);
    LayerContext layers = new LayerContext(g, parameters, LayerContext.Mode.TRAINING);
    Value logits = network.forward(layers, images);
    int forward = g.nodes().size();
    Value loss = new Objective(g, network, config, logits).loss();
    int withLoss = g.nodes().size();
    StepGraphs.gradients(g, loss, parameters.trainable());
    List<Place> places = new ArrayList<>();
    List<Node> nodes = g.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      String phase = i < forward ? "forward" : i < withLoss ? "loss" : "gradient";
      for (Value.Result result : nodes.get(i).outputs()) {
        if (result.type().dtype().isFloating()) {
          places.add(new Place(result, result.name() + " (" + phase + ")"));
        }
      }
    }
    Value[] counts = places.stream().map(p -> nonFinite(g, p.value())).toArray(Value[]::new);
    g.output(COUNTS, g.apply(new Shaping.Concat(0), counts));
    return places;
  }

  private static Value nonFinite(GraphBuilder g, Value x) {
    Value finite = g.less(g.abs(x), g.like(x, Double.POSITIVE_INFINITY));
    Value marks = g.cast(g.apply(new Elementwise.Not(), finite), DType.FLOAT32);
    Value count = g.reduceSum(marks, IntStream.range(0, x.type().rank()).boxed().toList(), false);
    return g.reshape(count, SymbolicShape.of(1));
  }

  /** The first variable by name that holds NaN or Inf. */
  static Optional<String> notFinite(Map<String, Tensor> variables) {
    return variables.entrySet().stream()
        .filter(variable -> !finite(variable.getValue()))
        .map(Map.Entry::getKey)
        .min(Comparator.naturalOrder());
  }

  private static boolean finite(Tensor tensor) {
    return IntStream.range(0, tensor.size()).allMatch(i -> Double.isFinite(tensor.get(i)));
  }
}
