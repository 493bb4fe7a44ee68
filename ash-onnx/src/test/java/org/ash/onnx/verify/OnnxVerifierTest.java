package org.ash.onnx.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
import org.ash.onnx.guard.TrustedNatives;
import org.ash.onnx.model.OnnxTensors;
import org.ash.onnx.proto.GraphProto;
import org.ash.onnx.proto.ModelProto;
import org.ash.onnx.proto.NodeProto;
import org.ash.reference.Oracle;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.zoo.Zoo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class OnnxVerifierTest {
  private static Graph graph;
  private static Map<String, Tensor> weights;
  private static Map<String, Tensor> images;
  private static Map<String, Tensor> expected;

  @TempDir private Path folder;

  @BeforeAll
  static void askTheOracle() {
    Network network = Zoo.create("resnet-20", Activations.parse("ash:z=0.5"), 10);
    Parameters parameters = new Parameters(7);
    GraphBuilder builder = new GraphBuilder("eval");
    Value input = builder.input("images", new TensorType(DType.FLOAT32, network.inputShape()));
    LayerContext layers = new LayerContext(builder, parameters, LayerContext.Mode.INFERENCE);
    builder.output("logits", network.forward(layers, input));
    graph = builder.build();
    weights = new HashMap<>();
    parameters.initialValues().forEach((variable, value) -> weights.put(variable.name(), value));
    Shape shape = Shape.of(3, 3, 32, 32);
    double[] pixels = new Philox(11, 0).normals((int) shape.size());
    images = Map.of("images", Tensor.of(DType.FLOAT32, shape, pixels));
    expected = Oracle.evaluate(graph, images, parameters.initialValues()).outputs();
  }

  @TestFactory
  Stream<DynamicTest> resnet20WithAsh_agreesWithTheOracle() {
    return Stream.of(13, 17, 18, 21, 23, 26)
        .map(
            opset ->
                DynamicTest.dynamicTest(
                    "opset " + opset,
                    () -> {
                      VerificationReport report = write(model(opset));
                      assertTrue(report.passed(), report.lines().toString());
                      // Far inside the tolerance, which is the pessimist's.
                      assertTrue(
                          report.outputs().get(0).maxError()
                              < report.outputs().get(0).tolerance() / 10,
                          report.lines().toString());
                    }));
  }

  @Test
  void newerOpsetThanTheOfficialChecker_isSaid() throws IOException {
    List<Finding> findings = write(model(23)).structure();
    assertEquals(1, findings.size());
    assertTrue(findings.get(0).message().contains("newer than the official checker"));
  }

  @Test
  void verifiedModel_standsUnderItsName() throws IOException {
    ModelProto model = model(17);
    write(model);
    assertEquals(List.of("m.onnx"), filesLeft());
    assertEquals(model.getSerializedSize(), Files.size(folder.resolve("m.onnx")));
  }

  @Test
  void failingModel_isNotLeftUnderItsName() throws IOException {
    VerificationReport report = write(withOtherWeight());
    assertFalse(report.passed());
    assertEquals(List.of("m.onnx.rejected"), filesLeft());
  }

  @Test
  void failingModel_leavesTheVerifiedOneThatWasThere() throws IOException {
    ModelProto model = model(17);
    write(model);
    write(withOtherWeight());
    assertEquals(model, ModelProto.parseFrom(Files.readAllBytes(folder.resolve("m.onnx"))));
  }

  @Test
  void otherWeight_isFoundByTheNumbers() throws IOException {
    VerificationReport report = write(withOtherWeight());
    assertFalse(report.outputs().get(0).agrees(), report.lines().toString());
  }

  @TestFactory
  Stream<DynamicTest> brokenStructure_isFound() {
    Map<String, Consumer<GraphProto.Builder>> faults = new HashMap<>();
    faults.put(
        "nothing before it defines",
        graphProto -> {
          NodeProto first = graphProto.getNode(0);
          graphProto.setNode(0, graphProto.getNode(1)).setNode(1, first);
        });
    faults.put(
        "two values are named",
        graphProto -> graphProto.addInitializer(graphProto.getInitializer(0)));
    faults.put("two nodes are named", graphProto -> rename(graphProto, 1, 0));
    faults.put("holds", graphProto -> graphProto.getInitializerBuilder(0).setDims(0, 99));
    faults.put(
        "nothing defines the output", graphProto -> graphProto.getOutputBuilder(0).setName("o"));
    faults.put("official checker", graphProto -> graphProto.getNodeBuilder(0).setOpType("Convo"));
    faults.put("official checker: ", OnnxVerifierTest::declareElevenClasses);
    return faults.entrySet().stream()
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.getKey(),
                    () -> {
                      VerificationReport report = write(changed(fault.getValue()));
                      assertFalse(report.passed());
                      assertTrue(
                          report.lines().stream().anyMatch(l -> l.contains(fault.getKey())),
                          report.lines().toString());
                    }));
  }

  @Test
  void falseOutputShape_isFoundWithoutTheOfficialChecker() throws IOException {
    ModelProto.Builder model = model(23).toBuilder();
    declareElevenClasses(model.getGraphBuilder());
    VerificationReport report = write(model.build());
    assertFalse(report.passed());
    assertTrue(
        report.lines().stream().anyMatch(line -> line.contains("'logits'")),
        report.lines().toString());
  }

  @Test
  void bakedBatchSize_isFound() throws IOException {
    ModelProto model =
        changed(
            graphProto ->
                graphProto
                    .addInitializer(
                        OnnxTensors.toProto("three", Tensor.ofLongs(new long[] {3, 10}, 2)))
                    .addNode(
                        NodeProto.newBuilder()
                            .setName("baked")
                            .setOpType("Reshape")
                            .addInput("logits")
                            .addInput("three")
                            .addOutput("scores"))
                    .getOutputBuilder(0)
                    .setName("scores"));
    Path file = folder.resolve("baked.onnx");
    Files.write(file, model.toByteArray());
    VerificationReport report =
        OnnxVerifier.verify(
            file, images, Map.of("scores", expected.get("logits")), TrustedNatives::new);
    assertFalse(report.passed(), report.lines().toString());
  }

  @Test
  void truncatedFile_isFound() throws IOException {
    byte[] bytes = model(17).toByteArray();
    for (int length : new int[] {0, 1, 100, bytes.length / 2, bytes.length - 1}) {
      VerificationReport report = verify(Arrays.copyOf(bytes, length));
      assertFalse(report.passed());
      assertTrue(report.lines().get(1).contains("truncated"), report.lines().toString());
    }
  }

  @Test
  void somethingElse_isFound() throws IOException {
    VerificationReport report = verify("<html>not found</html>".getBytes(StandardCharsets.UTF_8));
    assertFalse(report.passed());
    assertEquals(2, report.lines().size());
  }

  @Test
  void missingFile_isAnIoError() {
    Path nowhere = folder.resolve("nowhere.onnx");
    assertThrows(IOException.class, () -> OnnxVerifier.verify(nowhere, images, expected));
  }

  @Test
  void missingInput_isFound() throws IOException {
    Path file = folder.resolve("m.onnx");
    Files.write(file, model(17).toByteArray());
    VerificationReport report = OnnxVerifier.verify(file, Map.of(), expected, TrustedNatives::new);
    assertFalse(report.passed());
  }

  @Test
  void whatKilledExportsHaveLeft_isSweptAtTheNext() throws IOException {
    ProcessHandle self = ProcessHandle.current();
    long began = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    String alive = ".m.onnx." + self.pid() + "-" + began + "-another.unverified";
    List<String> others = List.of(".n.onnx.1-2-x.unverified", "m.onnx.unverified", alive);
    for (String dead :
        List.of(UUID.randomUUID().toString(), self.pid() + "-1-x", "999999999-1-x", "x")) {
      Files.createFile(folder.resolve(".m.onnx." + dead + ".unverified"));
    }
    for (String other : others) {
      Files.createFile(folder.resolve(other));
    }
    assertTrue(write(model(17)).passed());
    Set<String> left = new TreeSet<>(others);
    left.add("m.onnx");
    assertEquals(List.copyOf(left), filesLeft());
  }

  private VerificationReport verify(byte[] bytes) throws IOException {
    Path file = folder.resolve("broken.onnx");
    Files.write(file, bytes);
    return OnnxVerifier.verify(file, images, expected, TrustedNatives::new);
  }

  private VerificationReport write(ModelProto model) throws IOException {
    return VerifiedFile.write(folder.resolve("m.onnx"), model, images, expected);
  }

  private List<String> filesLeft() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static ModelProto model(int opset) {
    return OnnxExporter.export(graph, weights, ExportOptions.defaults().withOpset(opset));
  }

  private static ModelProto changed(Consumer<GraphProto.Builder> change) {
    ModelProto.Builder model = model(17).toBuilder();
    change.accept(model.getGraphBuilder());
    return model.build();
  }

  private static ModelProto withOtherWeight() {
    String name =
        weights.keySet().stream()
            .filter(key -> key.endsWith("weight"))
            .sorted()
            .findFirst()
            .orElseThrow();
    Map<String, Tensor> other = new HashMap<>(weights);
    Tensor changed = weights.get(name).copy();
    changed.set(0, changed.get(0) + 0.25);
    other.put(name, changed);
    return OnnxExporter.export(graph, other, ExportOptions.defaults());
  }

  private static void rename(GraphProto.Builder graphProto, int node, int as) {
    graphProto.getNodeBuilder(node).setName(graphProto.getNode(as).getName());
  }

  private static void declareElevenClasses(GraphProto.Builder graphProto) {
    graphProto
        .getOutputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .getDimBuilder(1)
        .setDimValue(11);
  }
}
