package org.ash.onnx.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ash.onnx.CraftedModel;
import org.ash.onnx.model.OnnxTensors;
import org.ash.onnx.proto.AttributeProto;
import org.ash.onnx.proto.FunctionProto;
import org.ash.onnx.proto.GraphProto;
import org.ash.onnx.proto.ModelProto;
import org.ash.onnx.proto.NodeProto;
import org.ash.onnx.proto.SparseTensorProto;
import org.ash.onnx.proto.TensorProto;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files made to break their reader: our own check finds them, before any native looks. */
final class CraftedFilesTest {
  private static final Tensor WEIGHT = Tensor.ofFloats(new float[1], 1, 1, 1, 1);

  @TempDir private Path temporary;

  /** Each crafted model, and what is said of it. */
  private static Map<ModelProto.Builder, String> models() {
    Map<ModelProto.Builder, String> models = new LinkedHashMap<>();
    attributes(models);
    sizes(models);
    places(models);
    names(models);
    return models;
  }

  private static void attributes(Map<ModelProto.Builder, String> models) {
    for (String type : List.of("Conv", "ConvTranspose")) {
      for (String name : List.of("strides", "dilations", "kernel_shape")) {
        models.put(convolution(type, CraftedModel.ints(name, 0, 1)), "has " + name + " [0, 1]");
      }
      models.put(convolution(type, CraftedModel.ints("strides", 1, -1)), "has strides [1, -1]");
      models.put(convolution(type, CraftedModel.integer("group", 0)), "has group [0]");
      models.put(convolution(type, CraftedModel.ints("pads", 0, 0, -1, 0)), "has pads");
      models.put(convolution(type, CraftedModel.ints("strides", 1L << 40, 1)), "has strides");
    }
    for (String type : List.of("MaxPool", "AveragePool", "LpPool")) {
      AttributeProto kernel = CraftedModel.ints("kernel_shape", 1, 1);
      models.put(
          CraftedModel.of(
              CraftedModel.node(type, "x -> y", kernel, CraftedModel.ints("strides", 0, 0))),
          "has strides [0, 0]");
      models.put(
          CraftedModel.of(
              CraftedModel.node(type, "x -> y", kernel, CraftedModel.ints("strides", 1, 1, 1))),
          "has 3 strides for a kernel of 2 axes");
      models.put(
          CraftedModel.of(
              CraftedModel.node(type, "x -> y", kernel, CraftedModel.ints("pads", 1, 1))),
          "has 2 pads for a kernel of 2 axes");
    }
    for (String type : List.of("ReduceMean", "ReduceMax", "ReduceL2")) {
      models.put(axes(type, "axes", 99), "has axes [99], and its operand 4 axes");
      models.put(axes(type, "axes", -5), "has axes [-5]");
      models.put(axes(type, "axes", Long.MIN_VALUE), "has axes");
      models.put(axes(type, "axes", 1, -3), "one of them twice");
    }
    models.put(
        CraftedModel.of(CraftedModel.node("Softmax", "x -> y", CraftedModel.integer("axis", 4))),
        "has axis [4]");
    models.put(
        CraftedModel.of(
            CraftedModel.node("Transpose", "x -> y", CraftedModel.ints("perm", 0, 1, 2, 7))),
        "is no permutation");
    models.put(
        CraftedModel.of(
            CraftedModel.node("SpaceToDepth", "x -> y", CraftedModel.integer("blocksize", 0))),
        "has blocksize [0]");
    models.put(
        CraftedModel.of(
            CraftedModel.node(
                "Softmax",
                "x -> y",
                CraftedModel.integer("axis", 1),
                CraftedModel.integer("axis", 2))),
        "twice");
  }

  private static ModelProto.Builder convolution(String type, AttributeProto attribute) {
    return CraftedModel.of(
        CraftedModel.constant("w", WEIGHT), CraftedModel.node(type, "x w -> y", attribute));
  }

  private static ModelProto.Builder axes(String type, String name, long... axes) {
    return CraftedModel.of(CraftedModel.node(type, "x -> y", CraftedModel.ints(name, axes)));
  }

  private static void sizes(Map<ModelProto.Builder, String> models) {
    long[][] extents = {
      {(1L << 60) + (1L << 28)},
      {1L << 31},
      {1L << 32, 1L << 32},
      {-1},
      {3, -2, 5},
      {(1L << 29) + 1},
      {1L << 20, 1L << 20, 1L << 20, 1L << 20}
    };
    for (long[] dims : extents) {
      TensorProto tensor = CraftedModel.empty("w", dims);
      ModelProto.Builder initializer = CraftedModel.of(CraftedModel.node("Add", "x w -> y"));
      initializer.getGraphBuilder().addInitializer(tensor);
      models.put(initializer, "Tensor 'w'");
      models.put(
          CraftedModel.of(
              CraftedModel.node("Constant", "-> w", CraftedModel.tensor("value", tensor)),
              CraftedModel.node("Add", "x w -> y")),
          "Tensor 'w'");
      ModelProto.Builder sparse = CraftedModel.of(CraftedModel.node("Add", "x w -> y"));
      sparse
          .getGraphBuilder()
          .addSparseInitializer(
              SparseTensorProto.newBuilder()
                  .setValues(tensor)
                  .setIndices(OnnxTensors.toProto("", Tensor.ofLongs(new long[] {0}, 1)))
                  .addDims(16));
      models.put(sparse, "Tensor 'w'");
    }
    ModelProto.Builder declared = CraftedModel.of(CraftedModel.node("Relu", "x -> y"));
    declared.getGraphBuilder().addValueInfo(CraftedModel.value("z", 1L << 31, 1L << 31));
    models.put(declared, "more elements than any machine holds");
    ModelProto.Builder negative = CraftedModel.of(CraftedModel.node("Relu", "x -> y"));
    negative.getGraphBuilder().addValueInfo(CraftedModel.value("z", 3, -3));
    models.put(negative, "declares an extent of -3");
    TensorProto cut =
        CraftedModel.empty("w", 4).toBuilder().setRawData(ByteString.copyFrom(new byte[7])).build();
    models.put(
        CraftedModel.of(
            CraftedModel.node("Constant", "-> w", CraftedModel.tensor("value", cut)),
            CraftedModel.node("Add", "x w -> y")),
        "holds 7 bytes");
  }

  private static void places(Map<ModelProto.Builder, String> models) {
    TensorProto elsewhere =
        CraftedModel.empty("w", 1).toBuilder()
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .build();
    NodeProto constant =
        CraftedModel.node("Constant", "-> w", CraftedModel.tensor("value", elsewhere));
    ModelProto.Builder initializer = CraftedModel.of(CraftedModel.node("Add", "x w -> y"));
    initializer.getGraphBuilder().addInitializer(elsewhere);
    models.put(initializer, "in another file");
    models.put(CraftedModel.of(constant, CraftedModel.node("Add", "x w -> y")), "in another file");
    NodeProto step =
        CraftedModel.node(
            "MaxPool",
            "x -> in",
            CraftedModel.ints("kernel_shape", 1, 1),
            CraftedModel.ints("strides", 0, 1));
    GraphProto within =
        GraphProto.newBuilder()
            .setName("within")
            .addNode(constant)
            .addNode(step)
            .addOutput(CraftedModel.value("in", 1, 1, 4, 4))
            .build();
    for (String found : List.of("in another file", "has strides [0, 1]")) {
      models.put(choice(within), found);
    }
    ModelProto.Builder function = CraftedModel.of(CraftedModel.node("Relu", "x -> y"));
    function.addFunctions(
        FunctionProto.newBuilder().setName("f").addInput("x").addOutput("in").addNode(step));
    models.put(function, "has strides [0, 1]");
    GraphProto unknown =
        within.toBuilder().clearNode().addNode(CraftedModel.node("Relu", "nobody -> in")).build();
    models.put(choice(unknown), "reads 'nobody'");
  }

  /** A model with a graph in a node. */
  private static ModelProto.Builder choice(GraphProto branch) {
    return CraftedModel.of(
        CraftedModel.constant("yes", Tensor.ofBytes(DType.BOOL, new byte[] {1})),
        CraftedModel.node(
            "If",
            "yes -> y",
            CraftedModel.graph("then_branch", branch),
            CraftedModel.graph("else_branch", branch)));
  }

  private static void names(Map<ModelProto.Builder, String> models) {
    models.put(
        CraftedModel.of(CraftedModel.node("Relu", "evil\u001b[2J\n\u0000 -> y")),
        "reads 'evil [2J ', which nothing before it defines");
    models.put(
        CraftedModel.of(CraftedModel.node("Relu", "x".repeat(100_000) + " -> y")), "xxx ...");
  }

  @TestFactory
  Stream<DynamicTest> craftedModels_areFoundByOurOwnCheck() {
    return models().entrySet().stream()
        .map(
            model ->
                DynamicTest.dynamicTest(
                    model.getValue(), () -> isFound(model.getKey().build(), model.getValue())));
  }

  private void isFound(ModelProto model, String what) throws IOException {
    VerificationReport report = verified(model.toByteArray());
    assertFalse(report.passed());
    assertTrue(
        report.structure().stream().anyMatch(finding -> finding.message().contains(what)),
        report.lines().toString());
  }

  /** No natives are asked. */
  private VerificationReport verified(byte[] content) throws IOException {
    Path file = Files.write(temporary.resolve("crafted.onnx"), content);
    Tensor zeros = CraftedModel.input();
    return assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            OnnxVerifier.verify(
                file,
                Map.of("x", zeros),
                Map.of("y", zeros),
                () -> {
                  throw new AssertionError("natives were asked");
                }));
  }

  @Test
  void atLeastFortyAreTried() {
    assertTrue(models().size() >= 40, () -> models().size() + " models");
  }

  /** Natives follow graphs into graphs by recursion, and overflow the stack. */
  @Test
  void graphsThatNestTooDeep_areFound() throws IOException {
    for (int depth : new int[] {40, 3_000}) {
      ByteString graph =
          GraphProto.newBuilder()
              .addNode(CraftedModel.node("Relu", "x -> y"))
              .build()
              .toByteString();
      for (int i = 0; i < depth; i++) {
        graph =
            wrapped(
                GraphProto.NODE_FIELD_NUMBER,
                wrapped(
                    NodeProto.ATTRIBUTE_FIELD_NUMBER,
                    wrapped(AttributeProto.G_FIELD_NUMBER, graph)));
      }
      VerificationReport report =
          verified(
              CraftedModel.of()
                  .clearGraph()
                  .build()
                  .toByteString()
                  .concat(wrapped(ModelProto.GRAPH_FIELD_NUMBER, graph))
                  .toByteArray());
      String finding = report.structure().get(0).message();
      assertTrue(finding.endsWith("graphs stand more than 33 deep in one another."), finding);
    }
  }

  /** As a field of a message: its key, its length and itself. */
  private static ByteString wrapped(int field, ByteString content) {
    ByteString.Output bytes = ByteString.newOutput();
    for (int number : new int[] {(field << 3) | 2, content.size()}) {
      int rest = number;
      while (rest > 0x7f) {
        bytes.write((rest & 0x7f) | 0x80);
        rest >>>= 7;
      }
      bytes.write(rest);
    }
    return bytes.toByteString().concat(content);
  }

  /** What a file declares of extents cannot make the tolerance so wide that anything passes. */
  @Test
  void declaredExtents_doNotWidenTheToleranceWithoutBound() {
    GraphProto graph =
        CraftedModel.of(CraftedModel.node("GlobalAveragePool", "wide -> y"))
            .getGraphBuilder()
            .addValueInfo(CraftedModel.value("wide", 1, 1, 1L << 20, 1L << 20))
            .build();
    assertEquals(0x1p-8, ErrorBudget.of(graph));
    for (long axis : new long[] {99, -99, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertTrue(ErrorBudget.of(axes("ReduceMean", "axes", axis).getGraph()) > 0, "axis " + axis);
    }
  }
}
