package org.ash.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
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
import org.ash.onnx.verify.VerificationReport;
import org.ash.onnx.verify.VerifiedFile;
import org.ash.reference.Oracle;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/onnx.md. */
class ExportExampleTest {
  @TempDir private Path folder;

  @Test
  void example_exportsAVerifiedModel() throws IOException {
    Path target = folder.resolve("resnet-20.onnx");
    assertTrue(example(target).passed());
    assertTrue(Files.exists(target));
  }

  @Test
  void example_isTheOneInTheDocumentation() throws IOException {
    String source = Files.readString(Path.of("src/test/java/org/ash/onnx/ExportExampleTest.java"));
    String begin = "// example\n";
    String body = source.substring(source.indexOf(begin) + begin.length());
    String lines = body.substring(0, body.indexOf("    return report;")).stripTrailing();
    String example = lines.stripIndent();
    String documentation = Files.readString(Path.of("../docs/onnx.md"));
    assertTrue(documentation.contains(example), example);
  }

  private static VerificationReport example(Path target) throws IOException {
    // example
    Network network = Zoo.create("resnet-20", Activations.parse("ash"), 10);
    Parameters parameters = new Parameters(1); // a checkpoint's weights in real life
    GraphBuilder eval = new GraphBuilder("eval");
    Value images = eval.input("images", new TensorType(DType.FLOAT32, network.inputShape()));
    LayerContext layers = new LayerContext(eval, parameters, LayerContext.Mode.INFERENCE);
    eval.output("logits", network.forward(layers, images));
    Graph graph = eval.build();

    Map<String, Tensor> weights = new TreeMap<>();
    parameters.initialValues().forEach((variable, value) -> weights.put(variable.name(), value));
    ModelProto model = OnnxExporter.export(graph, weights, ExportOptions.defaults());

    Shape two = Shape.of(2, 3, 32, 32);
    Map<String, Tensor> feeds =
        Map.of("images", Tensor.generate(DType.FLOAT32, two, i -> Math.sin(i)));
    Map<String, Tensor> expected =
        Oracle.evaluate(graph, feeds, parameters.initialValues()).outputs();
    VerificationReport report = VerifiedFile.write(target, model, feeds, expected);
    report.lines().forEach(System.out::println);
    return report;
  }
}
