package org.ash.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ash.ir.Broadcasting;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.ir.Window;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What {@link Executable} promises, on ND4J. */
final class ExecutableContractTest {
  private static final Variable A =
      new Variable("a", DType.FLOAT32, Shape.of(2), Variable.Role.WEIGHT);
  private static final Variable B =
      new Variable("b", DType.FLOAT32, Shape.of(2), Variable.Role.WEIGHT);
  private static final Variable KERNEL =
      new Variable("kernel", DType.FLOAT32, Shape.of(2, 3, 4, 5), Variable.Role.WEIGHT);
  private static final Variable COUNT =
      new Variable("count", DType.INT32, Shape.scalar(), Variable.Role.OPTIMIZER);

  /** Graphs: swap (a, b exchanged), step (count / divisor fails for 0), show, scale. */
  private static GraphModule module() {
    Map<Variable, Tensor> values = new LinkedHashMap<>();
    values.put(A, Tensor.ofFloats(new float[] {1, 2}, 2));
    values.put(B, Tensor.ofFloats(new float[] {3, 4}, 2));
    values.put(KERNEL, Computation.normal(DType.FLOAT32, 5, 2, 3, 4, 5));
    values.put(COUNT, Tensor.scalar(DType.INT32, 6));
    GraphBuilder swap = new GraphBuilder("swap");
    swap.output("a", swap.read(A));
    swap.output("sum", swap.add(swap.read(A), swap.read(B)));
    swap.assign(A, swap.read(B));
    swap.assign(B, swap.read(A));
    GraphBuilder step = new GraphBuilder("step");
    Value divisor = step.input("divisor", TensorType.of(DType.INT32));
    step.assign(A, step.add(step.read(A), step.like(step.read(A), 1)));
    step.assign(COUNT, step.apply(new Broadcasting.Div(), step.read(COUNT), divisor));
    GraphBuilder show = new GraphBuilder("show");
    show.output("a", show.read(A));
    show.output("kernel", show.read(KERNEL));
    GraphBuilder scale = new GraphBuilder("scale");
    Value x = scale.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 3, 6, 7)));
    scale.output("same", x);
    scale.output("y", scale.conv(x, scale.read(KERNEL), Window.of(1, 0)));
    return new GraphModule(
        "contract",
        values,
        Map.of(
            "swap", swap.build(),
            "step", step.build(),
            "show", show.build(),
            "scale", scale.build()));
  }

  private static Executable load() {
    return Computation.DL4J.load(module());
  }

  @Test
  void reads_seeTheValuesFromBeforeTheRun() {
    try (Executable executable = load()) {
      Map<String, Tensor> first = executable.run("swap", Map.of());
      assertArrayEquals(new float[] {1, 2}, first.get("a").toFloats());
      assertArrayEquals(new float[] {4, 6}, first.get("sum").toFloats());
      assertArrayEquals(new float[] {3, 4}, executable.read("a").toFloats());
      assertArrayEquals(new float[] {1, 2}, executable.read("b").toFloats());
    }
  }

  @Test
  void failedRun_leavesAllVariablesUnchanged_andTheNextOneWorks() {
    try (Executable executable = load()) {
      Map<String, Tensor> zero = Map.of("divisor", Tensor.scalar(DType.INT32, 0));
      assertThrows(BackendException.class, () -> executable.run("step", zero));
      assertArrayEquals(new float[] {1, 2}, executable.read("a").toFloats());
      assertEquals(6, executable.read("count").getLong(0));
      executable.run("step", Map.of("divisor", Tensor.scalar(DType.INT32, 4)));
      assertArrayEquals(new float[] {2, 3}, executable.read("a").toFloats());
      assertEquals(1, executable.read("count").getLong(0));
    }
  }

  @Test
  void readAndWrite_useLogicalOrder_ofWeightsToo() {
    try (Executable executable = load()) {
      assertTrue(executable.read("kernel").bitEquals(module().initialValues().get(KERNEL)), "read");
      Tensor other = Computation.normal(DType.FLOAT32, 6, 2, 3, 4, 5);
      executable.write("kernel", other);
      other.set(0, 99);
      Tensor expected = Computation.normal(DType.FLOAT32, 6, 2, 3, 4, 5);
      assertTrue(executable.run("show", Map.of()).get("kernel").bitEquals(expected), "run");
      assertTrue(executable.read("kernel").bitEquals(expected), "read after run");
      assertArrayEquals(new float[] {1, 2}, executable.read("a").toFloats());
    }
  }

  @Test
  void results_belongToTheCaller() {
    try (Executable executable = load()) {
      Tensor before = executable.run("show", Map.of()).get("a");
      executable.run("swap", Map.of());
      assertArrayEquals(new float[] {1, 2}, before.toFloats());
      Tensor read = executable.read("a");
      read.set(0, 50);
      assertArrayEquals(new float[] {3, 4}, executable.read("a").toFloats());
    }
  }

  @Test
  void offeredResults_areWritten_othersDropped() {
    try (Executable executable = load()) {
      Tensor sum = Tensor.allocate(DType.FLOAT32, Shape.of(2));
      executable.run("swap", Map.of(), Map.of("sum", sum));
      assertArrayEquals(new float[] {4, 6}, sum.toFloats());
      executable.run("swap", Map.of(), Map.of());
      assertArrayEquals(new float[] {1, 2}, executable.read("a").toFloats());
    }
  }

  @Test
  void everyBatchSize_isTaken() {
    try (Executable executable = load()) {
      Tensor whole = Computation.normal(DType.FLOAT32, 9, 33, 3, 6, 7);
      for (int n : new int[] {1, 2, 5, 32, 33, 1}) {
        Tensor x = Tensor.generate(DType.FLOAT32, Shape.of(n, 3, 6, 7), whole::get);
        Map<String, Tensor> results = executable.run("scale", Map.of("x", x));
        assertEquals(Shape.of(n, 2, 3, 3), results.get("y").shape());
        assertTrue(results.get("same").bitEquals(x), "an input as an output");
      }
    }
  }

  @Test
  void wrongFeeds_areRefusedByName() {
    try (Executable executable = load()) {
      Tensor x = Tensor.allocate(DType.FLOAT32, Shape.of(1, 3, 6, 8));
      assertThrows(IllegalArgumentException.class, () -> executable.run("scale", Map.of("x", x)));
      assertThrows(IllegalArgumentException.class, () -> executable.run("scale", Map.of()));
      assertThrows(IllegalArgumentException.class, () -> executable.run("none", Map.of()));
      assertThrows(IllegalArgumentException.class, () -> executable.read("none"));
      assertThrows(IllegalArgumentException.class, () -> executable.write("a", x));
    }
  }

  @Test
  void afterClose_everyCallIsRefused_andASecondCloseDoesNothing() {
    Executable executable = load();
    executable.close();
    executable.close();
    assertThrows(IllegalStateException.class, () -> executable.run("show", Map.of()));
    assertThrows(IllegalStateException.class, () -> executable.run("swap", Map.of()));
    assertThrows(IllegalStateException.class, () -> executable.read("a"));
    Tensor value = Tensor.ofFloats(new float[] {1, 2}, 2);
    assertThrows(IllegalStateException.class, () -> executable.write("a", value));
  }

  @Test
  void closingTheBackend_closesWhatItLoaded() {
    Backend backend = new Dl4jBackendProvider().open(BackendOptions.defaults());
    Executable executable = backend.load(module());
    backend.close();
    backend.close();
    assertThrows(IllegalStateException.class, () -> executable.run("show", Map.of()));
    assertThrows(IllegalStateException.class, () -> backend.load(module()));
  }

  @Test
  void concurrentRuns_andClose_neverMixOrCrash() throws Exception {
    Executable executable = load();
    Tensor x = Computation.normal(DType.FLOAT32, 9, 4, 3, 6, 7);
    Tensor expected = executable.run("scale", Map.of("x", x)).get("y");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Integer>> counts = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      boolean assigning = t == 0;
      counts.add(
          threads.submit(
              () -> {
                int runs = 0;
                try {
                  while (true) {
                    if (assigning) {
                      executable.run("swap", Map.of());
                    } else {
                      Tensor y = executable.run("scale", Map.of("x", x)).get("y");
                      assertTrue(y.bitEquals(expected), "a concurrent run gave other values");
                    }
                    runs++;
                  }
                } catch (IllegalStateException closed) {
                  return runs;
                }
              }));
    }
    for (int i = 0; i < 50; i++) {
      executable.run("swap", Map.of());
    }
    executable.close();
    for (Future<Integer> count : counts) {
      assertTrue(count.get() >= 0, "each thread ends by the refusal");
    }
    threads.shutdown();
  }
}
