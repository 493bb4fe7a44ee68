package org.ash.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.autodiff.Gradients;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.nn.ActivatedPlace;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.nn.Parameters;
import org.ash.spi.Backend;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Looks into a trained network: what its activations are given, and which parts of an image a class
 * is seen in. Not for use by several threads.
 */
public final class FeatureProbe implements AutoCloseable {
  private static final String FEATURES = "features";
  private static final String EVIDENCE = "evidence";
  private static final String CHOSEN = "chosen";
  private static final String MAP = "map";

  private final Network network;
  private final Executable executable;

  private FeatureProbe(Network network, Executable executable) {
    this.network = network;
    this.executable = executable;
  }

  /**
   * Of a network with these weights.
   *
   * @param weights and running statistics by name
   * @param backend who computes; stays open
   * @throws IllegalArgumentException when a tensor is missing or of another shape
   */
  public static FeatureProbe of(Network network, Map<String, Tensor> weights, Backend backend) {
    Parameters parameters = new Parameters(0);
    Map<String, Graph> graphs = new LinkedHashMap<>();
    graphs.put(FEATURES, features(network, parameters));
    graphs.put(EVIDENCE, evidence(network, parameters));
    Map<Variable, Tensor> values = new LinkedHashMap<>();
    graphs.values().stream()
        .flatMap(graph -> graph.variables().stream())
        .forEach(variable -> values.put(variable, TrainingModule.valueOf(variable, weights)));
    return new FeatureProbe(network, backend.load(new GraphModule(network.name(), values, graphs)));
  }

  /**
   * What the activation at each place is given, {@code [N, C, ...]} by place, in order.
   *
   * @param images FLOAT32, normalized
   */
  public Map<String, Tensor> preActivations(Tensor images) {
    Map<String, Tensor> results = executable.run(FEATURES, Map.of(TrainingModule.IMAGES, images));
    Map<String, Tensor> places = new LinkedHashMap<>();
    executable
        .module()
        .graphs()
        .get(FEATURES)
        .outputs()
        .keySet()
        .forEach(place -> places.put(place, results.get(place)));
    return places;
  }

  /**
   * Grad-CAM (Selvaraju et al., ICCV 2017, Eq. 1 and 2) at the last activation whose result has
   * rows and columns: {@code Relu(sum over c of w_c A_c)}, w_c the mean over rows and columns of
   * the gradient of the class's logit.
   *
   * @param images FLOAT32 {@code [N, C, H, W]}, normalized
   * @param classes the class looked for in each image
   * @return {@code [N, h, w]}, 0 or more
   * @throws IllegalArgumentException when there is not one class for each image
   */
  public Tensor gradCam(Tensor images, List<Integer> classes) {
    long n = images.shape().dim(0);
    if (classes.size() != n) {
      throw new IllegalArgumentException(
          "Grad-CAM looks for one class in each of "
              + n
              + " images, given "
              + classes.size()
              + ".");
    }
    Tensor chosen = Tensor.allocate(DType.FLOAT32, Shape.of(n, network.classes()));
    for (int i = 0; i < n; i++) {
      chosen.set(i * network.classes() + classes.get(i), 1);
    }
    return executable.run(EVIDENCE, Map.of(TrainingModule.IMAGES, images, CHOSEN, chosen)).get(MAP);
  }

  /** Releases what the backend holds; the backend stays open. A second call does nothing. */
  @Override
  public void close() {
    executable.close();
  }

  private static Graph features(Network network, Parameters parameters) {
    GraphBuilder g = new GraphBuilder(FEATURES);
    LayerContext layers = layers(g, parameters);
    network.forward(layers, TrainingModule.images(g, network));
    Map<String, Value> given = new LinkedHashMap<>();
    layers.activated().forEach(place -> given.putIfAbsent(place.name(), place.x()));
    given.forEach(g::output);
    return g.build();
  }

  private static Graph evidence(Network network, Parameters parameters) {
    GraphBuilder g = new GraphBuilder(EVIDENCE);
    LayerContext layers = layers(g, parameters);
    Value logits = network.forward(layers, TrainingModule.images(g, network));
    Value chosen = g.input(CHOSEN, new TensorType(DType.FLOAT32, logits.type().shape()));
    // Samples do not touch each other in inference: the sum's gradient is each sample's own.
    Value score = g.reduceSum(g.mul(logits, chosen), List.of(0, 1), false);
    Value maps =
        layers.activated().stream()
            .map(ActivatedPlace::y)
            .filter(y -> y.type().rank() == 4)
            .reduce((first, second) -> second)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Model '"
                            + network.name()
                            + "' has no feature maps with rows and columns."));
    Value gradient = Gradients.of(g, score, List.of(maps)).get(0);
    Value weights = g.reduceMean(gradient, List.of(2, 3), true);
    g.output(MAP, g.relu(g.reduceSum(g.mul(weights, maps), List.of(1), false)));
    return g.build();
  }

  private static LayerContext layers(GraphBuilder g, Parameters parameters) {
    return new LayerContext(g, parameters, LayerContext.Mode.INFERENCE);
  }
}
