package org.ash.onnx.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.ash.onnx.CraftedModel;
import org.ash.onnx.proto.GraphProto;
import org.ash.onnx.proto.ModelProto;
import org.ash.onnx.proto.NodeProto;
import org.ash.onnx.proto.TensorProto;
import org.ash.onnx.proto.TypeProto;
import org.ash.onnx.proto.ValueInfoProto;
import org.ash.spi.BackendException;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What ends the other process, handed to it past our own checks, is an error in this one. */
final class GuardedNativesTest {
  private static final GuardLimits USUAL = GuardLimits.usual();

  @TempDir private Path temporary;

  private Path file(ModelProto.Builder model) throws IOException {
    return Files.write(temporary.resolve("crafted.onnx"), model.build().toByteArray());
  }

  private static BackendException failure(Path file, GuardLimits limits) {
    try (GuardedNatives natives = GuardedNatives.start(limits)) {
      return assertThrows(
          BackendException.class,
          () -> {
            natives.load(file);
            natives.run(Map.of("x", CraftedModel.input()));
          });
    }
  }

  @Test
  void aSoundModel_givesWhatItGivesHere_andAnotherCanFollow() throws IOException {
    Path file =
        file(
            CraftedModel.of(
                CraftedModel.constant("one", Tensor.ofFloats(new float[] {1.5f}, 1)),
                CraftedModel.node("Add", "x one -> y")));
    try (GuardedNatives guarded = GuardedNatives.start(USUAL);
        TrustedNatives trusted = new TrustedNatives()) {
      assertEquals(trusted.check(file), guarded.check(file));
      for (int time = 0; time < 2; time++) {
        guarded.load(file);
        trusted.load(file);
        Map<String, Tensor> feeds = Map.of("x", CraftedModel.input());
        assertEquals(trusted.run(feeds).get("y").bytes(), guarded.run(feeds).get("y").bytes());
      }
      Path other = file(CraftedModel.of(CraftedModel.node("Addd", "x x -> y")));
      Optional<String> error = guarded.check(other).error();
      assertTrue(error.isEmpty() || error.get().contains("Addd"), error::toString);
      String refusal = assertThrows(BackendException.class, () -> guarded.load(other)).getMessage();
      assertTrue(refusal.startsWith("ONNX Runtime refuses crafted.onnx"), refusal);
    }
  }

  /** Dividing by a step of 0 is a signal, which no Java survives. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aCrash_isToldWithItsSignal_andEndsWhatComesAfter() throws IOException {
    Path file =
        file(
            CraftedModel.of(
                CraftedModel.constant("w", Tensor.ofFloats(new float[1], 1, 1, 1, 1)),
                CraftedModel.node("Conv", "x w -> y", CraftedModel.ints("strides", 0, 1))));
    try (GuardedNatives natives = GuardedNatives.start(USUAL)) {
      String message = assertThrows(BackendException.class, () -> natives.check(file)).getMessage();
      assertEquals("The official checker crashed checking the model (SIGFPE).", message);
      assertThrows(BackendException.class, () -> natives.load(file));
    }
  }

  @Test
  void aLoopWithoutEnd_isEnded() throws IOException {
    String message =
        failure(file(endless()), new GuardLimits(Duration.ofSeconds(3), 4L << 30)).getMessage();
    assertEquals(
        "ONNX Runtime was still running the model after 3 s, and was ended; if it may take as much,"
            + " raise the limit.",
        message);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatTakesTooMuchMemory_isEnded() throws IOException {
    NodeProto fill =
        CraftedModel.node(
            "ConstantOfShape",
            "shape -> large",
            CraftedModel.tensor(
                "value",
                TensorProto.newBuilder()
                    .setDataType(TensorProto.DataType.FLOAT.getNumber())
                    .addDims(1)
                    .addFloatData(1)
                    .build()));
    ModelProto.Builder model =
        CraftedModel.of(
            fill,
            CraftedModel.node("ReduceSum", "large -> sum"),
            CraftedModel.node("Add", "x sum -> y"));
    // As an input, so that the engine cannot fill it when it loads the model.
    model
        .getGraphBuilder()
        .addInput(0, CraftedModel.value("shape", 1).toBuilder().setType(longs(1)));
    Path file = file(model);
    try (GuardedNatives natives =
        GuardedNatives.start(new GuardLimits(Duration.ofSeconds(60), 512L << 20))) {
      natives.load(file);
      Map<String, Tensor> feeds =
          Map.of("x", CraftedModel.input(), "shape", Tensor.ofLongs(new long[] {1L << 31}, 1));
      String message = assertThrows(BackendException.class, () -> natives.run(feeds)).getMessage();
      assertTrue(message.startsWith("ONNX Runtime took more than 512 MiB"), message);
    }
  }

  @Test
  void afterTheEnd_nothingIsAsked() throws IOException {
    Path file = file(CraftedModel.of(CraftedModel.node("Relu", "x -> y")));
    GuardedNatives natives = GuardedNatives.start(USUAL);
    natives.close();
    natives.close();
    assertThrows(BackendException.class, () -> natives.load(file));
  }

  @Test
  void limitsArePositive() {
    assertThrows(IllegalArgumentException.class, () -> new GuardLimits(Duration.ZERO, 1));
    assertThrows(IllegalArgumentException.class, () -> new GuardLimits(Duration.ofSeconds(1), 0));
  }

  /** A loop whose condition stays true, and whose number of turns is not given. */
  private static ModelProto.Builder endless() {
    GraphProto body =
        GraphProto.newBuilder()
            .setName("body")
            .addInput(ValueInfoProto.newBuilder().setName("turn").setType(longs()))
            .addInput(ValueInfoProto.newBuilder().setName("go").setType(truth()))
            .addInput(CraftedModel.value("carried", 1, 1, 4, 4))
            .addNode(CraftedModel.node("Identity", "go -> on"))
            .addNode(CraftedModel.node("Sqrt", "carried -> next"))
            .addOutput(ValueInfoProto.newBuilder().setName("on").setType(truth()))
            .addOutput(CraftedModel.value("next", 1, 1, 4, 4))
            .build();
    return CraftedModel.of(
        CraftedModel.constant("yes", Tensor.ofBytes(DType.BOOL, new byte[] {1})),
        CraftedModel.node("Loop", "_ yes x -> y", CraftedModel.graph("body", body)));
  }

  private static TypeProto longs(long... dims) {
    return typed(TensorProto.DataType.INT64, dims);
  }

  private static TypeProto truth() {
    return typed(TensorProto.DataType.BOOL);
  }

  private static TypeProto typed(TensorProto.DataType type, long... dims) {
    TypeProto.Builder built = CraftedModel.value("", dims).getType().toBuilder();
    built.getTensorTypeBuilder().setElemType(type.getNumber());
    return built.build();
  }
}
