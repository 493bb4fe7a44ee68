package org.ash.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.ash.autodiff.Gradients;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.BackendProvider;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the reference backend does beyond the contract that all backends share. */
final class ReferenceBackendTest {
  private static final Variable A =
      new Variable("a", DType.FLOAT32, Shape.scalar(), Variable.Role.WEIGHT);
  private static final Variable B =
      new Variable("b", DType.FLOAT32, Shape.scalar(), Variable.Role.BIAS);

  private final Backend backend =
      new ReferenceBackendProvider().open(BackendOptions.defaults().withDevice("cpu:0"));

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void serviceLoader_findsIt() {
    assertTrue(
        ServiceLoader.load(BackendProvider.class).stream()
            .anyMatch(provider -> provider.type().equals(ReferenceBackendProvider.class)));
  }

  @Test
  void results_areRoundedAtTheBoundary() {
    GraphBuilder g = new GraphBuilder("run");
    Value x = g.input("x", TensorType.of(DType.FLOAT32));
    // 1 + 2^-30 - 1 is 0 where float32 rounds in between.
    Value shifted = g.add(g.like(x, 1), g.mul(x, g.like(x, 0x1p-30)));
    g.output("small", g.sub(shifted, g.like(x, 1)));
    g.output("third", g.div(x, g.like(x, 3)));
    Map<String, Tensor> results = load(g.build()).run("run", Map.of("x", scalar(1)));
    assertEquals(0x1p-30f, results.get("small").floats().get(0));
    assertEquals(1 / 3f, results.get("third").floats().get(0));
  }

  @Test
  void assignments_takeEffectTogetherAfterEveryRead() {
    GraphBuilder g = new GraphBuilder("run");
    g.assign(A, g.read(B));
    g.assign(B, g.read(A));
    g.output("before", g.sub(g.read(A), g.read(B)));
    Executable executable = load(g.build());
    executable.write("a", scalar(5));
    assertEquals(4, executable.run("run", Map.of()).get("before").get(0));
    assertEquals(1, executable.read("a").get(0));
    assertEquals(5, executable.read("b").get(0));
  }

  @Test
  void assignedVariables_areRoundedToTheirType() {
    GraphBuilder g = new GraphBuilder("run");
    g.assign(A, g.div(g.read(A), g.like(g.read(A), 3)));
    g.output("wide", g.cast(g.read(A), DType.FLOAT64));
    Executable executable = load(g.build());
    executable.run("run", Map.of());
    // So that a run resumed from what read() gave goes on alike.
    assertEquals((double) (1 / 3f), executable.run("run", Map.of()).get("wide").get(0));
  }

  @Test
  void runThatFailsHalfway_leavesVariablesUnchangedAndNamesTheNode() {
    GraphBuilder g = new GraphBuilder("run");
    Value divisor = g.input("n", TensorType.of(DType.INT64));
    g.assign(A, g.add(g.read(A), g.like(g.read(A), 1)));
    g.output("y", g.div(g.like(divisor, 1), divisor));
    Executable executable = load(g.build());
    Map<String, Tensor> zero = Map.of("n", Tensor.ofLongs(new long[] {0}));
    String message =
        assertThrows(BackendException.class, () -> executable.run("run", zero)).getMessage();
    assertTrue(message.contains("Div") && message.contains("zero"), message);
    assertEquals(1, executable.read("a").get(0));
  }

  @Test
  void outputsNobodyWants_stillAssign() {
    GraphBuilder g = new GraphBuilder("run");
    g.assign(A, g.like(g.read(A), 9));
    g.output("y", g.read(A));
    Executable executable = load(g.build());
    executable.run("run", Map.of(), new LinkedHashMap<>());
    assertEquals(9, executable.read("a").get(0));
  }

  @Test
  void gradientDescent_findsTheLineThroughThePoints() {
    GraphBuilder g = new GraphBuilder("run");
    Value x = g.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N")));
    Value y = g.input("y", new TensorType(DType.FLOAT32, SymbolicShape.batch("N")));
    Value error = g.sub(g.add(g.mul(g.read(A), x), g.read(B)), y);
    Value loss = g.reduceMean(g.mul(error, error), List.of(0), false);
    List<Value> gradients = Gradients.of(g, loss, List.of(g.read(A), g.read(B)));
    Value rate = g.scalar(DType.FLOAT32, 0.125);
    g.assign(A, g.sub(g.read(A), g.mul(rate, gradients.get(0))));
    g.assign(B, g.sub(g.read(B), g.mul(rate, gradients.get(1))));
    g.output("loss", loss);
    Executable executable = load(g.build());
    Map<String, Tensor> points =
        Map.of(
            "x", Tensor.ofFloats(new float[] {-1, 0, 1, 2}, 4),
            "y", Tensor.ofFloats(new float[] {-1, 1, 3, 5}, 4));
    for (int step = 0; step < 300; step++) {
      executable.run("run", points);
    }
    float[] line = {executable.read("a").floats().get(0), executable.read("b").floats().get(0)};
    // The variables are float32: their last steps are lost in rounding.
    assertArrayEquals(new float[] {2, 1}, line, 1e-6f);
  }

  @Test
  void reservedTypes_areRefusedAtLoading() {
    Variable half = new Variable("h", DType.FLOAT16, Shape.of(2), Variable.Role.WEIGHT);
    GraphModule module =
        new GraphModule("m", Map.of(half, Tensor.allocate(DType.FLOAT16, half.shape())), Map.of());
    assertThrows(BackendException.class, () -> backend.load(module));
  }

  @Test
  void intermediateOfAReservedType_isRefusedAtLoading() {
    Graph graph =
        graph(
            g -> {
              Value x = g.input("x", TensorType.of(DType.FLOAT32));
              g.output("y", g.cast(g.cast(x, DType.FLOAT16), DType.FLOAT32));
            });
    assertThrows(BackendException.class, () -> load(graph));
  }

  private static Graph graph(Consumer<GraphBuilder> writing) {
    GraphBuilder g = new GraphBuilder("run");
    writing.accept(g);
    return g.build();
  }

  private Executable load(Graph graph) {
    return backend.load(
        new GraphModule("test", Map.of(A, scalar(1), B, scalar(1)), Map.of("run", graph)));
  }

  private static Tensor scalar(float value) {
    return Tensor.scalar(DType.FLOAT32, value);
  }
}
