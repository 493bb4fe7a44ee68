package org.ash.dl4j.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ash.ir.AshComposite;
import org.ash.ir.GraphBuilder;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.reference.Oracle;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

final class AshLayerTest {
  private static final double EPS = 1e-5;

  /** Sums of up to 120 terms in double; the float64 oracle rounds likewise. */
  private static final double TOLERANCE = 1e-13;

  private static final LayerWorkspaceMgr WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

  private static Layer layer(AshLayer configuration, DataType type) {
    NeuralNetConfiguration conf =
        new NeuralNetConfiguration.Builder().dataType(type).layer(configuration).build();
    Layer layer =
        conf.getLayer().instantiate(conf, List.of(), 0, Nd4j.create(type, 1, 2), true, type);
    layer.setBackpropGradientsViewArray(Nd4j.create(type, 1, 2));
    return layer;
  }

  private static INDArray forward(Layer layer, INDArray x) {
    layer.setInput(x, WORKSPACES);
    return layer.activate(true, WORKSPACES);
  }

  static List<long[]> shapes() {
    return List.of(
        new long[] {4, 1},
        new long[] {3, 7},
        new long[] {2, 3, 5},
        new long[] {3, 4, 5, 6},
        new long[] {1, 2, 1, 1});
  }

  private static Map<String, Tensor> exact(double alpha, double z, INDArray x, INDArray dy) {
    GraphBuilder g = new GraphBuilder("ash");
    TensorType type = new TensorType(DType.FLOAT64, SymbolicShape.of(Shape.of(x.shape())));
    TensorType scalar = new TensorType(DType.FLOAT64, SymbolicShape.of(Shape.of()));
    Value features = g.input("x", type);
    Value alphaInput = g.input("alpha", scalar);
    Value zInput = g.input("z", scalar);
    List<Value> ash =
        g.applyAll("ash", new AshComposite.Ash(EPS), List.of(features, alphaInput, zInput));
    List<Value> gradients =
        g.applyAll(
            "gradient",
            new AshComposite.AshGradient(EPS),
            List.of(g.input("dy", type), features, alphaInput, zInput, ash.get(1), ash.get(2)));
    g.output("y", ash.get(0));
    g.output("dx", gradients.get(0));
    g.output("dalpha", gradients.get(1));
    g.output("dz", gradients.get(2));
    return Oracle.evaluate(
            g.build(),
            Map.of(
                "x", tensor(x),
                "dy", tensor(dy),
                "alpha", Tensor.of(DType.FLOAT64, Shape.of(), new double[] {alpha}),
                "z", Tensor.of(DType.FLOAT64, Shape.of(), new double[] {z})),
            Map.of())
        .outputs();
  }

  private static Tensor tensor(INDArray array) {
    return Tensor.of(DType.FLOAT64, Shape.of(array.shape()), values(array));
  }

  private static double[] values(INDArray array) {
    return array.dup('c').reshape(array.length()).toDoubleVector();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void valuesAndGradients_areThoseOfTheOracle(long[] shape) {
    INDArray x = Networks.normal(DataType.DOUBLE, shape).muli(3).addi(0.5);
    INDArray dy = Networks.normal(DataType.DOUBLE, shape).addi(0.25);
    Layer layer = layer(new AshLayer.Builder().alpha(0.8).z(0.4).build(), DataType.DOUBLE);
    Map<String, Tensor> exact = exact(0.8, 0.4, x, dy);

    INDArray y = forward(layer, x);
    Pair<Gradient, INDArray> backward = layer.backpropGradient(dy, WORKSPACES);

    assertArrayEquals(shape, y.shape());
    assertArrayEquals(exact.get("y").toDoubles(), values(y), TOLERANCE * 10);
    assertArrayEquals(exact.get("dx").toDoubles(), values(backward.getSecond()), TOLERANCE * 10);
    Gradient gradient = backward.getFirst();
    double terms = x.length();
    assertEquals(
        exact.get("dalpha").get(0),
        gradient.getGradientFor(AshParamInitializer.ALPHA).getDouble(0),
        TOLERANCE * 10 * terms);
    assertEquals(
        exact.get("dz").get(0),
        gradient.getGradientFor(AshParamInitializer.Z).getDouble(0),
        TOLERANCE * 10 * terms);
  }

  @Test
  void gradients_areWrittenIntoTheNetworksArray() {
    Layer layer = layer(new AshLayer.Builder().build(), DataType.DOUBLE);
    INDArray x = Networks.normal(DataType.DOUBLE, 3, 7);
    forward(layer, x);
    Gradient gradient = layer.backpropGradient(x.dup(), WORKSPACES).getFirst();
    INDArray flattened = layer.getGradientsViewArray();
    assertEquals(flattened.getDouble(0), gradient.getGradientFor("alpha").getDouble(0));
    assertEquals(flattened.getDouble(1), gradient.getGradientFor("z").getDouble(0));
    assertNotEquals(0, flattened.getDouble(0));
    assertNotEquals(0, flattened.getDouble(1));
  }

  @Test
  void memoryOrder_doesNotMatter() {
    Layer layer = layer(new AshLayer.Builder().z(0.2).build(), DataType.DOUBLE);
    INDArray x = Networks.normal(DataType.DOUBLE, 2, 3, 4, 5);
    double[] expected = values(forward(layer, x));
    assertArrayEquals(expected, values(forward(layer, x.dup('f'))));
    INDArray permuted = x.permute(0, 2, 3, 1).dup('c').permute(0, 3, 1, 2);
    assertArrayEquals(expected, values(forward(layer, permuted)));
  }

  @Test
  void passes_leaveTheirInputsAsTheyWere() {
    Layer layer = layer(new AshLayer.Builder().build(), DataType.DOUBLE);
    INDArray x = Networks.normal(DataType.DOUBLE, 3, 7);
    INDArray dy = Networks.normal(DataType.DOUBLE, 3, 7).addi(1);
    INDArray before = x.dup();
    INDArray upstream = dy.dup();
    forward(layer, x);
    layer.backpropGradient(dy, WORKSPACES);
    assertEquals(before, x);
    assertEquals(upstream, dy);
  }

  @Test
  void notANumber_staysInItsSample() {
    Layer layer = layer(new AshLayer.Builder().build(), DataType.FLOAT);
    INDArray x = Networks.normal(DataType.FLOAT, 3, 7);
    INDArray clean = forward(layer, x).dup();
    INDArray y = forward(layer, x.dup().putScalar(1, 4, Float.NaN));
    assertEquals(7, y.getRow(1).isNaN().castTo(DataType.FLOAT).sumNumber().intValue());
    assertEquals(clean.getRow(0), y.getRow(0));
    assertEquals(clean.getRow(2), y.getRow(2));
  }

  private static NeuralNetConfiguration.Builder training() {
    return new NeuralNetConfiguration.Builder().seed(3).updater(new Adam(0.02)).l2(1e-3);
  }

  @Test
  void training_lowersTheLoss_andMovesAlphaAndZ() {
    MultiLayerNetwork network = Networks.dense(training());
    DataSet data = data();
    double before = network.score(data);
    for (int step = 0; step < 60; step++) {
      network.fit(data);
    }
    assertTrue(network.score(data) < before / 2, before + " became " + network.score(data));
    assertNotEquals(0.7, network.getParam("3_alpha").getDouble(0), 1e-3);
    assertNotEquals(-0.3, network.getParam("3_z").getDouble(0), 1e-3);
  }

  private static DataSet data() {
    return new DataSet(Networks.normal(DataType.FLOAT, 12, 6), Networks.labels(DataType.FLOAT, 12));
  }

  @Test
  void savedMultiLayerNetwork_goesOnAsIfNothingHadHappened(@TempDir Path folder)
      throws IOException {
    MultiLayerNetwork network = Networks.dense(training());
    network.fit(data());
    Path file = folder.resolve("network.zip");
    ModelSerializer.writeModel(network, file.toFile(), true);
    MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
    assertEquals(network.params(), restored.params());
    assertEquals(network.output(data().getFeatures()), restored.output(data().getFeatures()));
    network.fit(data());
    restored.fit(data());
    assertEquals(network.params(), restored.params());
  }

  @Test
  void savedComputationGraph_goesOnAsIfNothingHadHappened(@TempDir Path folder) throws IOException {
    ComputationGraph graph = Networks.residual(training());
    graph.fit(data());
    Path file = folder.resolve("graph.zip");
    ModelSerializer.writeModel(graph, file.toFile(), true);
    ComputationGraph restored = ModelSerializer.restoreComputationGraph(file.toFile(), true);
    assertEquals(graph.params(), restored.params());
    graph.fit(data());
    restored.fit(data());
    assertEquals(graph.params(), restored.params());
  }

  @Test
  void json_holdsAllThatWasSet() {
    MultiLayerConfiguration written = Networks.dense(training()).getLayerWiseConfigurations();
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(written.toJson());
    AshLayer layer = (AshLayer) read.getConf(3).getLayer();
    assertEquals(0.7, layer.initialAlpha());
    assertEquals(-0.3, layer.initialZ());
    assertEquals(EPS, layer.eps());
    assertEquals(written.getConf(3).getLayer(), layer);
    assertNotEquals(written.getConf(1).getLayer(), layer);
  }

  @Test
  void clonedNetwork_hasParametersOfItsOwn() {
    MultiLayerNetwork network = Networks.dense(training());
    MultiLayerNetwork clone = network.clone();
    network.fit(data());
    assertEquals(0.7, clone.getParam("3_alpha").getDouble(0), 1e-6);
  }

  @Test
  void l2_leavesAlphaAndZAlone() {
    AshLayer layer = (AshLayer) Networks.dense(training()).getLayer(3).conf().getLayer();
    assertTrue(
        layer.getRegularizationByParam("alpha") == null
            || layer.getRegularizationByParam("alpha").isEmpty());
  }

  @Test
  void mask_isRefused() {
    Layer layer = layer(new AshLayer.Builder().build(), DataType.FLOAT);
    layer.setMaskArray(Nd4j.ones(2, 5));
    INDArray x = Networks.normal(DataType.FLOAT, 2, 3, 5);
    Exception e = assertThrows(IllegalStateException.class, () -> forward(layer, x));
    assertTrue(e.getMessage().contains("mask"), e.getMessage());
  }

  @Test
  void settingsThatMakeNoSense_areRefused() {
    AshLayer.Builder builder = new AshLayer.Builder();
    assertThrows(IllegalArgumentException.class, () -> builder.eps(0));
    assertThrows(IllegalArgumentException.class, () -> builder.alpha(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> builder.topPercent(100));
    assertThrows(UnsupportedOperationException.class, () -> builder.activation(Activation.RELU));
  }
}
