package org.ash.onnx.nodetest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ash.ir.Graph;
import org.ash.onnx.export.ExportOptions;
import org.ash.onnx.export.OnnxExporter;
import org.ash.onnx.model.OnnxFile;
import org.ash.onnx.model.OnnxTensors;
import org.ash.onnx.proto.GraphProto;
import org.ash.onnx.proto.ModelProto;
import org.ash.onnx.proto.TensorProto;
import org.ash.onnx.proto.ValueInfoProto;
import org.ash.onnx.runtime.OrtModel;
import org.ash.reference.Oracle;
import org.ash.spi.BackendOptions;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ONNX project's node tests: what independent people hold the operators to mean. The oracle's
 * result, and that of our export of the same graph on ONNX Runtime, are compared with theirs.
 */
class OnnxNodeTest {
  /** Fewer would mean that the importer silently lost some. */
  private static final int EXPECTED_CASES = 46;

  /** Theirs were computed in float32 by NumPy: 2^-19 of the largest element. */
  private static final double TOLERANCE = 0x1p-19;

  @TempDir private Path folder;

  /**
   * One of their tests, in our terms.
   *
   * @param name of its folder
   * @param graph its graph
   * @param inputs fed by name
   * @param expected results by name
   */
  private record NodeCase(
      String name, Graph graph, Map<String, Tensor> inputs, Map<String, Tensor> expected) {}

  @TestFactory
  Stream<DynamicTest> oracle_givesWhatOnnxExpects() throws IOException {
    return cases().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.name(),
                    () ->
                        compare(
                            one, Oracle.evaluate(one.graph(), one.inputs(), Map.of()).outputs())));
  }

  @TestFactory
  Stream<DynamicTest> export_givesWhatOnnxExpects() throws IOException {
    return cases().stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> compare(one, exported(one))));
  }

  @Test
  void cases_areNotLost() throws IOException {
    int count = cases().size();
    assertTrue(count >= EXPECTED_CASES, count + " node tests are read");
  }

  private Map<String, Tensor> exported(NodeCase one) throws IOException {
    ModelProto model = OnnxExporter.export(one.graph(), Map.of(), ExportOptions.defaults());
    Path file = folder.resolve(one.name() + ".onnx");
    Files.write(file, model.toByteArray());
    try (OrtModel loaded = OrtModel.load(file, BackendOptions.defaults().withThreads(1))) {
      return loaded.run(one.inputs());
    }
  }

  private static void compare(NodeCase one, Map<String, Tensor> actual) {
    one.expected()
        .forEach(
            (name, want) -> {
              Tensor got = actual.get(name);
              assertEquals(want.shape(), got.shape(), name);
              double scale = 1;
              for (int i = 0; i < want.size(); i++) {
                scale = Math.max(scale, Math.abs(want.get(i)));
              }
              for (int i = 0; i < want.size(); i++) {
                assertEquals(want.get(i), got.get(i), TOLERANCE * scale, name + "[" + i + "]");
              }
            });
  }

  private static List<NodeCase> cases() throws IOException {
    String data = System.getenv("ASH_DATA");
    assumeTrue(data != null, "ASH_DATA is not set: the ONNX node tests are skipped");
    Path tests = Path.of(data, "onnx-node-tests");
    assumeTrue(Files.isDirectory(tests), "No folder " + tests + ": the node tests are skipped");
    try (Stream<Path> folders = Files.list(tests)) {
      return folders
          .filter(test -> Files.exists(test.resolve("model.onnx")))
          .sorted()
          .map(OnnxNodeTest::read)
          .flatMap(Optional::stream)
          .toList();
    }
  }

  private static Optional<NodeCase> read(Path test) {
    try {
      GraphProto graph = OnnxFile.read(test.resolve("model.onnx")).getGraph();
      if (graph.getNodeList().stream()
          .map(node -> node.getOpType())
          .anyMatch(type -> !type.equals("Constant") && !ImportTable.RULES.containsKey(type))) {
        return Optional.empty();
      }
      Map<String, Tensor> inputs = tensors(test, "input_", graph.getInputList());
      Map<String, Tensor> outputs = tensors(test, "output_", graph.getOutputList());
      return NodeImport.read(graph, inputs)
          .map(read -> new NodeCase(test.getFileName().toString(), read, inputs, outputs));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Tensor> tensors(Path test, String prefix, List<ValueInfoProto> values)
      throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      Path file = test.resolve("test_data_set_0").resolve(prefix + i + ".pb");
      TensorProto proto = TensorProto.parseFrom(Files.readAllBytes(file));
      tensors.put(values.get(i).getName(), OnnxTensors.fromProto(proto));
    }
    return tensors;
  }
}
