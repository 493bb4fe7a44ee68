package org.ash.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ash.activation.Activations;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.TensorType;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.nn.Parameters;
import org.ash.reference.Oracle;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reduced networks of each architecture with each activation, computed by the oracle. */
final class ZooValuesTest {
  private static final int CLASSES = 3;
  private static final ResNetSize TINY = new ResNetSize(2, 3, 8);

  private static final BottleneckSize BOTTLENECK = new BottleneckSize(List.of(1, 1), 3, 18);
  private static final DenseNetSize DENSE =
      new DenseNetSize(List.of(2, 2), 3, 4, false, 1, false, 8);
  private static final DenseNetSize COMPRESSED =
      new DenseNetSize(List.of(1, 2), 3, 6, true, 0.5, true, 16);

  static Stream<Named<Network>> networks() {
    return Stream.concat(ofEachActivation(), ofEachFamily());
  }

  private static Stream<Named<Network>> ofEachFamily() {
    return Stream.of("relu", "ash")
        .map(Activations::parse)
        .flatMap(
            a ->
                Stream.<Network>of(
                    new WideResNet("wide", new ResNetSize(1, 2, 8), 2, 0, a, CLASSES),
                    new DenseNet("dense", DENSE, 0, a, CLASSES),
                    new DenseNet("compressed", COMPRESSED, 0, a, CLASSES),
                    new Vgg("vgg", new VggSize(List.of(1, 2), 3, 5, 10), a, CLASSES),
                    new BottleneckResNet(
                        "v1.5", BOTTLENECK, BottleneckResNet.Version.V1_5, a, CLASSES),
                    new BottleneckResNet(
                        "v2", BOTTLENECK, BottleneckResNet.Version.V2, a, CLASSES)))
        .map(network -> Named.of(network.name() + "/" + network.activation(), network));
  }

  private static Stream<Named<Network>> ofEachActivation() {
    return Activations.names().stream()
        .map(Activations::parse)
        .flatMap(
            activation ->
                Stream.<Network>of(
                    new CifarResNet("cifar/" + activation.spec(), TINY, activation, CLASSES),
                    new PreActivationResNet("pre/" + activation.spec(), TINY, activation, CLASSES)))
        .map(network -> Named.of(network.name(), network));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void inference_ofEachImage_doesNotDependOnTheOthers(Network network) {
    Parameters parameters = new Parameters(1);
    Graph graph = write(network, parameters, LayerContext.Mode.INFERENCE);
    double[] both = logits(graph, parameters, images(network, 2));
    double[] first = logits(graph, parameters, images(network, 1));
    assertArrayEquals(first, Arrays.copyOf(both, CLASSES));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void training_ofFirstBatch_givesFiniteLogitsThatTellImagesApart(Network network) {
    Parameters parameters = new Parameters(1);
    Graph graph = write(network, parameters, LayerContext.Mode.TRAINING);
    double[] logits = logits(graph, parameters, images(network, 4));
    assertEquals(4 * CLASSES, logits.length);
    assertTrue(Arrays.stream(logits).allMatch(Double::isFinite), () -> Arrays.toString(logits));
    assertTrue(Math.abs(logits[0] - logits[CLASSES]) > 1e-3, () -> Arrays.toString(logits));
  }

  /** Normal pixels; those of the first image are the same whatever the count. */
  private static Tensor images(Network network, int count) {
    Shape shape = network.inputShape().bind(Map.of("N", (long) count));
    double[] pixels = new Philox(7, Philox.site("pixels")).normals((int) shape.size());
    return Tensor.of(DType.FLOAT32, shape, pixels);
  }

  private static double[] logits(Graph graph, Parameters parameters, Tensor images) {
    return Oracle.evaluate(graph, Map.of("x", images), parameters.initialValues()).output("logits");
  }

  private static Graph write(Network network, Parameters parameters, LayerContext.Mode mode) {
    GraphBuilder graph = new GraphBuilder(network.name());
    TensorType images = new TensorType(DType.FLOAT32, network.inputShape());
    LayerContext layers = new LayerContext(graph, parameters, mode);
    graph.output("logits", network.forward(layers, graph.input("x", images)));
    return graph.build();
  }
}
