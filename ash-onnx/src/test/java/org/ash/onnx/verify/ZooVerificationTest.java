package org.ash.onnx.verify;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ash.activation.Activation;
import org.ash.activation.Activations;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.nn.Parameters;
import org.ash.onnx.export.ExportOptions;
import org.ash.onnx.export.OnnxExporter;
import org.ash.onnx.proto.ModelProto;
import org.ash.reference.Oracle;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.zoo.BottleneckResNet;
import org.ash.zoo.BottleneckSize;
import org.ash.zoo.DenseNet;
import org.ash.zoo.DenseNetSize;
import org.ash.zoo.PreActivationResNet;
import org.ash.zoo.ResNetSize;
import org.ash.zoo.Vgg;
import org.ash.zoo.VggSize;
import org.ash.zoo.WideResNet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every family of the zoo, at reduced size, exports to a model that passes verification. */
class ZooVerificationTest {
  private static final int CLASSES = 4;

  @TempDir private Path folder;

  private static Stream<Network> networks() {
    Activation ash = Activations.parse("ash:z=0.5");
    ResNetSize cifar = new ResNetSize(1, 4, 16);
    BottleneckSize imageNet = new BottleneckSize(List.of(1, 1), 4, 30);
    DenseNetSize plain = new DenseNetSize(List.of(2, 2), 4, 8, false, 1, false, 16);
    DenseNetSize compressed = new DenseNetSize(List.of(2, 2), 4, 8, true, 0.5, true, 32);
    return Stream.of(
        new PreActivationResNet("preactivation", cifar, ash, CLASSES),
        new WideResNet("wrn", cifar, 2, 0.3, ash, CLASSES),
        new DenseNet("densenet", plain, 0, ash, CLASSES),
        new DenseNet("densenet-bc", compressed, 0, ash, CLASSES),
        new Vgg("vgg", new VggSize(List.of(1, 1, 2), 8, 5, 16), ash, CLASSES),
        new BottleneckResNet("v1.5", imageNet, BottleneckResNet.Version.V1_5, ash, CLASSES),
        new BottleneckResNet("v2", imageNet, BottleneckResNet.Version.V2, ash, CLASSES));
  }

  @TestFactory
  Stream<DynamicTest> reducedZooNetwork_agreesWithTheOracle() {
    return networks()
        .map(network -> DynamicTest.dynamicTest(network.name(), () -> verify(network)));
  }

  private void verify(Network network) throws Exception {
    Parameters parameters = new Parameters(7);
    GraphBuilder builder = new GraphBuilder("eval");
    Value input = builder.input("images", new TensorType(DType.FLOAT32, network.inputShape()));
    LayerContext layers = new LayerContext(builder, parameters, LayerContext.Mode.INFERENCE);
    builder.output("logits", network.forward(layers, input));
    Graph graph = builder.build();
    Map<String, Tensor> weights = new HashMap<>();
    parameters.initialValues().forEach((variable, value) -> weights.put(variable.name(), value));
    Shape shape = network.inputShape().bind(Map.of("N", 2L));
    double[] pixels = new Philox(11, 0).normals((int) shape.size());
    Map<String, Tensor> images = Map.of("images", Tensor.of(DType.FLOAT32, shape, pixels));
    Map<String, Tensor> expected =
        Oracle.evaluate(graph, images, parameters.initialValues()).outputs();
    ModelProto model = OnnxExporter.export(graph, weights, ExportOptions.defaults());
    VerificationReport report =
        VerifiedFile.write(folder.resolve(network.name() + ".onnx"), model, images, expected);
    assertTrue(report.passed(), report.lines().toString());
    assertFalse(report.outputs().isEmpty());
  }
}
