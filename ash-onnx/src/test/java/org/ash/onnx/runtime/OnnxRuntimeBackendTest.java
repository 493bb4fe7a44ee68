package org.ash.onnx.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ash.ir.AshComposite;
import org.ash.ir.Convolution;
import org.ash.ir.Elementwise;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.Indexing;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.ir.Window;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.Backends;
import org.ash.spi.Executable;
import org.ash.spi.Probe;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract with a backend, on ONNX Runtime. */
class OnnxRuntimeBackendTest {
  private static final Variable LEFT = variable("left");
  private static final Variable RIGHT = variable("right");

  private Backend backend;

  @BeforeEach
  void open() {
    backend = new OnnxRuntimeProvider().open(BackendOptions.defaults().withThreads(1));
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void provider_isFoundByName() {
    assertEquals("onnxruntime", Backends.find().choose("onnxruntime").name());
  }

  @Test
  void probe_namesVersionAndCpu() {
    Probe.Available probe =
        assertInstanceOf(Probe.Available.class, new OnnxRuntimeProvider().probe());
    assertTrue(probe.engineVersion().matches("\\d+\\.\\d+.*"), probe.engineVersion());
    assertTrue(probe.devices().stream().anyMatch(device -> device.id().equals("cpu:0")));
  }

  @Test
  void topKOfAnEmptyBatch_isRefused_insteadOfEndingTheProcess() {
    GraphBuilder g = new GraphBuilder("selection");
    Value x = g.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 3)));
    g.output("y", g.applyAll(new Indexing.TopK(1, 2), x).get(0));
    GraphModule module = new GraphModule("module", Map.of(), Map.of("selection", g.build()));
    try (Executable executable = backend.load(module)) {
      Map<String, Tensor> nothing = Map.of("x", Tensor.allocate(DType.FLOAT32, Shape.of(0, 3)));
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> executable.run("selection", nothing));
      assertTrue(error.getMessage().contains("N is at least 1"), error.getMessage());
      Map<String, Tensor> one = Map.of("x", Tensor.ofFloats(new float[] {1, 3, 2}, 1, 3));
      assertArrayEquals(new double[] {3, 2}, executable.run("selection", one).get("y").toDoubles());
    }
  }

  @Test
  void unknownDevice_isRefusedWithThoseThereAre() {
    BackendOptions options = BackendOptions.defaults().withDevice("gpu:7");
    BackendException error =
        assertThrows(BackendException.class, () -> new OnnxRuntimeProvider().open(options));
    assertTrue(error.getMessage().contains("cpu:0"), error.getMessage());
  }

  @Test
  void anyBatchSize_isTaken() {
    try (Executable executable = backend.load(swapModule())) {
      for (int n : new int[] {1, 3, 17, 1}) {
        Tensor x = Tensor.generate(DType.FLOAT32, Shape.of(n, 2), i -> i);
        Tensor y = executable.run("eval", Map.of("x", x)).get("y");
        assertEquals(Shape.of(n, 2), y.shape());
        assertEquals(2 * n - 1 + 2, y.get(2 * n - 1));
      }
    }
  }

  @Test
  void results_areWrittenIntoTheCallersTensors() {
    try (Executable executable = backend.load(swapModule())) {
      Tensor y = Tensor.allocate(DType.FLOAT32, Shape.of(1, 2));
      executable.run("eval", Map.of("x", row(10, 20)), Map.of("y", y));
      assertArrayEquals(new float[] {11, 22}, y.toFloats());
    }
  }

  @Test
  void assignments_readTheValuesFromBeforeTheRun() {
    try (Executable executable = backend.load(swapModule())) {
      executable.run("swap", Map.of());
      assertArrayEquals(new float[] {3, 4}, executable.read("left").toFloats());
      assertArrayEquals(new float[] {1, 2}, executable.read("right").toFloats());
    }
  }

  @Test
  void assignments_areSeenByOtherGraphs() {
    try (Executable executable = backend.load(swapModule())) {
      Map<String, Tensor> feeds = Map.of("x", row(10, 20));
      for (int step = 0; step < 5; step++) {
        executable.run("swap", Map.of());
      }
      assertArrayEquals(new float[] {13, 24}, executable.run("eval", feeds).get("y").toFloats());
    }
  }

  @Test
  void outputsOfAStep_areThoseFromBeforeIt() {
    try (Executable executable = backend.load(swapModule())) {
      assertArrayEquals(
          new float[] {1, 2}, executable.run("swap", Map.of()).get("before").toFloats());
    }
  }

  @Test
  void outputs_mayBeNamedAsInputsVariablesAndWhatTheyBecome() {
    GraphBuilder step = new GraphBuilder("step");
    Value x = step.input("x", TensorType.of(DType.FLOAT32, 2));
    Value sum = step.add(x, step.read(LEFT));
    step.output("left", x);
    step.output("x", step.read(LEFT));
    step.output("next/left", step.neg(x));
    step.assign(LEFT, sum);
    GraphBuilder eval = new GraphBuilder("eval");
    eval.output("x", eval.neg(eval.input("x", TensorType.of(DType.FLOAT32, 2))));
    Map<Variable, Tensor> values = Map.of(LEFT, Tensor.ofFloats(new float[] {1, 2}, 2));
    GraphModule module =
        new GraphModule("m", values, Map.of("step", step.build(), "eval", eval.build()));
    try (Executable executable = backend.load(module)) {
      Map<String, Tensor> feeds = Map.of("x", Tensor.ofFloats(new float[] {10, 20}, 2));
      Map<String, Tensor> results = executable.run("step", feeds);
      assertArrayEquals(new float[] {10, 20}, results.get("left").toFloats());
      assertArrayEquals(new float[] {1, 2}, results.get("x").toFloats());
      assertArrayEquals(new float[] {-10, -20}, results.get("next/left").toFloats());
      assertArrayEquals(new float[] {11, 22}, executable.read("left").toFloats());
      assertArrayEquals(new float[] {-10, -20}, executable.run("eval", feeds).get("x").toFloats());
    }
  }

  @Test
  void failedRun_leavesVariablesUnchanged() {
    Variable count = new Variable("count", DType.INT64, Shape.of(1), Variable.Role.OPTIMIZER);
    GraphBuilder builder = new GraphBuilder("divide");
    Value by = builder.input("by", TensorType.of(DType.INT64, 1));
    builder.assign(LEFT, builder.neg(builder.read(LEFT)));
    builder.assign(count, builder.div(builder.read(count), by));
    Map<Variable, Tensor> values =
        Map.of(
            LEFT, Tensor.ofFloats(new float[] {1, 2}, 2), count, Tensor.ofLongs(new long[] {6}, 1));
    GraphModule module = new GraphModule("m", values, Map.of("divide", builder.build()));
    try (Executable executable = backend.load(module)) {
      executable.run("divide", Map.of("by", Tensor.ofLongs(new long[] {2}, 1)));
      Map<String, Tensor> zero = Map.of("by", Tensor.ofLongs(new long[] {0}, 1));
      assertThrows(BackendException.class, () -> executable.run("divide", zero));
      assertArrayEquals(new float[] {-1, -2}, executable.read("left").toFloats());
      assertArrayEquals(new long[] {3}, executable.read("count").toLongs());
    }
  }

  @Test
  void write_isSeenByLaterRuns() {
    try (Executable executable = backend.load(swapModule())) {
      Map<String, Tensor> feeds = Map.of("x", row(0, 0));
      executable.run("eval", feeds);
      executable.write("left", Tensor.ofFloats(new float[] {7, 8}, 2));
      assertArrayEquals(new float[] {7, 8}, executable.run("eval", feeds).get("y").toFloats());
    }
  }

  @Test
  void read_givesACopy() {
    try (Executable executable = backend.load(swapModule())) {
      executable.read("left").set(0, 99);
      assertEquals(1, executable.read("left").get(0));
    }
  }

  @Test
  void write_ofAnotherShape_isRefused() {
    try (Executable executable = backend.load(swapModule())) {
      assertThrows(IllegalArgumentException.class, () -> executable.write("left", row(1, 2)));
    }
  }

  @Test
  void wrongFeeds_areRefusedByName() {
    try (Executable executable = backend.load(swapModule())) {
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () -> executable.run("eval", Map.of("x", Tensor.ofFloats(new float[3], 1, 3))));
      assertTrue(error.getMessage().contains("'x'"), error.getMessage());
    }
  }

  @Test
  void closedModule_throwsOnEveryUse() {
    Executable executable = backend.load(swapModule());
    executable.close();
    executable.close();
    List<Runnable> uses =
        List.of(
            executable::module,
            () -> executable.run("eval", Map.of("x", row(1, 2))),
            () -> executable.run("eval", Map.of("x", row(1, 2)), Map.of()),
            () -> executable.read("left"),
            () -> executable.write("left", Tensor.ofFloats(new float[2], 2)));
    for (Runnable use : uses) {
      assertThrows(IllegalStateException.class, use::run);
    }
  }

  @Test
  void closedBackend_closesItsModules() {
    Executable executable = backend.load(swapModule());
    backend.close();
    backend.close();
    assertThrows(IllegalStateException.class, () -> executable.read("left"));
    assertThrows(IllegalStateException.class, () -> backend.load(swapModule()));
  }

  @Test
  void concurrentRuns_giveWhatOneGives() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Executable executable = backend.load(swapModule())) {
      List<Callable<float[]>> calls = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        float value = i;
        calls.add(() -> executable.run("eval", Map.of("x", row(value, 0))).get("y").toFloats());
      }
      List<Future<float[]>> results = threads.invokeAll(calls);
      for (int i = 0; i < results.size(); i++) {
        assertArrayEquals(new float[] {i + 1, 2}, results.get(i).get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void closeDuringRuns_waitsAndThenRefuses() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Executable executable = backend.load(swapModule());
      List<Future<Integer>> results = new ArrayList<>();
      for (int thread = 0; thread < 3; thread++) {
        results.add(threads.submit(() -> runUntilClosed(executable)));
      }
      executable.run("eval", Map.of("x", row(1, 2)));
      executable.close();
      for (Future<Integer> result : results) {
        assertTrue(result.get() >= 0);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void supports_tellsByElementType() {
    Convolution.Conv conv = new Convolution.Conv(Window.of(1, 1));
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      List<TensorType> types =
          List.of(
              new TensorType(dtype, SymbolicShape.batch("N", 2, 5, 6)),
              TensorType.of(dtype, 3, 2, 3, 3));
      assertEquals(dtype == DType.FLOAT32, backend.supports(conv, types), dtype.toString());
    }
    TensorType half = TensorType.of(DType.FLOAT16, 3);
    assertFalse(backend.supports(new Elementwise.Relu(), List.of(half)));
  }

  @Test
  void supports_leavesAshToItsDecomposition() {
    TensorType scalar = TensorType.of(DType.FLOAT32);
    TensorType x = new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 3, 4, 5));
    assertFalse(backend.supports(new AshComposite.Ash(1e-5), List.of(x, scalar, scalar)));
  }

  @Test
  void supports_takesASymbolThatOnlyTheOperatorNames() {
    Shaping.Expand expand = new Shaping.Expand(SymbolicShape.batch("N", 2));
    assertTrue(backend.supports(expand, List.of(TensorType.of(DType.FLOAT32))));
  }

  @Test
  void load_ofAnUnsupportedPrimitive_namesIt() {
    GraphBuilder builder = new GraphBuilder("eval");
    Value x = builder.input("x", TensorType.of(DType.FLOAT64, 1, 1, 3, 3));
    Value w = builder.input("w", TensorType.of(DType.FLOAT64, 1, 1, 3, 3));
    builder.output("y", builder.apply("stem", new Convolution.Conv(Window.of(1, 0)), x, w));
    GraphModule module = new GraphModule("m", Map.of(), Map.of("eval", builder.build()));
    BackendException error = assertThrows(BackendException.class, () -> backend.load(module));
    assertTrue(error.getMessage().contains("Conv 'stem'"), error.getMessage());
  }

  private static int runUntilClosed(Executable executable) {
    for (int runs = 0; ; runs++) {
      try {
        executable.run("eval", Map.of("x", row(1, 2)));
      } catch (IllegalStateException e) {
        return runs;
      }
    }
  }

  /** eval: y = x + left; swap: left and right exchange their values. */
  private static GraphModule swapModule() {
    GraphBuilder eval = new GraphBuilder("eval");
    Value x = eval.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 2)));
    eval.output("y", eval.add(x, eval.read(LEFT)));
    GraphBuilder swap = new GraphBuilder("swap");
    Value left = swap.read(LEFT);
    Value right = swap.read(RIGHT);
    swap.output("before", left);
    swap.assign(LEFT, right);
    swap.assign(RIGHT, left);
    Graph evalGraph = eval.build();
    return new GraphModule(
        "swap",
        Map.of(
            LEFT, Tensor.ofFloats(new float[] {1, 2}, 2),
            RIGHT, Tensor.ofFloats(new float[] {3, 4}, 2)),
        Map.of("eval", evalGraph, "swap", swap.build()));
  }

  private static Variable variable(String name) {
    return new Variable(name, DType.FLOAT32, Shape.of(2), Variable.Role.WEIGHT);
  }

  private static Tensor row(float... values) {
    return Tensor.ofFloats(values, 1, values.length);
  }
}
