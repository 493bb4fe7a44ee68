package org.ash.spi;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of {@link Executable} as far as it does not depend on arithmetic. */
abstract class BackendContract {
  private static final int THREADS = 4;

  static final Variable WEIGHT =
      new Variable("w", DType.FLOAT32, Shape.of(2), Variable.Role.WEIGHT);

  /** The values that the variable begins with. */
  static final Tensor INITIAL = Tensor.ofFloats(new float[] {3, -4}, 2);

  private Backend backend;
  private Executable executable;

  abstract Backend open();

  @BeforeEach
  void load() {
    backend = open();
    executable = backend.load(module());
  }

  @AfterEach
  void close() {
    backend.close();
  }

  /** {@code eval}: {@code y = x w}; {@code clear}: {@code y = x w}, {@code w := w - w}. */
  static GraphModule module() {
    GraphBuilder eval = new GraphBuilder("eval");
    eval.output("y", eval.mul(input(eval), eval.read(WEIGHT)));
    GraphBuilder clear = new GraphBuilder("clear");
    clear.output("y", clear.mul(input(clear), clear.read(WEIGHT)));
    clear.assign(WEIGHT, clear.sub(clear.read(WEIGHT), clear.read(WEIGHT)));
    return new GraphModule(
        "contract", Map.of(WEIGHT, INITIAL), Map.of("eval", eval.build(), "clear", clear.build()));
  }

  private static Value input(GraphBuilder graph) {
    return graph.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 2)));
  }

  static Map<String, Tensor> batch(int n) {
    return Map.of("x", Tensor.generate(DType.FLOAT32, Shape.of(n, 2), i -> i + 1.0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 17})
  void run_takesAnyBatchSize(int n) {
    Tensor y = executable.run("eval", batch(n)).get("y");
    assertEquals(DType.FLOAT32, y.dtype());
    assertEquals(Shape.of(n, 2), y.shape());
  }

  @Test
  void run_returnsEveryOutputAndNoOther() {
    assertEquals(List.of("y"), List.copyOf(executable.run("eval", batch(1)).keySet()));
  }

  @Test
  void run_intoTensorsOfTheCaller_equalsTheOther() {
    Tensor result = Tensor.generate(DType.FLOAT32, Shape.of(3, 2), i -> 99);
    executable.run("eval", batch(3), Map.of("y", result));
    assertTrue(result.bitEquals(executable.run("eval", batch(3)).get("y")), result.toString());
  }

  @Test
  void results_belongToTheCaller() {
    Tensor first = executable.run("eval", batch(2)).get("y");
    Tensor copy = first.copy();
    executable.run("eval", batch(2)).get("y").set(0, 99);
    assertTrue(copy.bitEquals(first), first.toString());
  }

  @Test
  void missingFeed_isNamed() {
    assertRefused("'x'", () -> executable.run("eval", Map.of()));
  }

  @Test
  void unknownFeed_isNamed() {
    Tensor x = batch(1).get("x");
    assertRefused("'z'", () -> executable.run("eval", Map.of("x", x, "z", x)));
  }

  @Test
  void feedOfAnotherType_isRefused() {
    Tensor integers = Tensor.allocate(DType.INT32, Shape.of(1, 2));
    assertRefused("INT32", () -> executable.run("eval", Map.of("x", integers)));
  }

  @Test
  void feedOfAnotherShape_isRefused() {
    Tensor wide = Tensor.allocate(DType.FLOAT32, Shape.of(1, 3));
    assertRefused("[1, 3]", () -> executable.run("eval", Map.of("x", wide)));
  }

  @Test
  void resultOfAnotherShape_isRefused() {
    Map<String, Tensor> results = Map.of("y", Tensor.allocate(DType.FLOAT32, Shape.of(4, 2)));
    assertRefused("[4, 2]", () -> executable.run("eval", batch(3), results));
  }

  @Test
  void unknownResult_isNamed() {
    Map<String, Tensor> results = Map.of("q", Tensor.allocate(DType.FLOAT32, Shape.of(3, 2)));
    assertRefused("'q'", () -> executable.run("eval", batch(3), results));
  }

  @Test
  void unknownGraph_isNamed() {
    assertRefused("'test'", () -> executable.run("test", batch(1)));
  }

  @Test
  void variable_beginsWithItsInitialValue() {
    assertTrue(INITIAL.bitEquals(executable.read("w")), executable.read("w").toString());
  }

  @Test
  void variable_isReadAsACopy() {
    executable.read("w").set(0, 99);
    assertTrue(INITIAL.bitEquals(executable.read("w")), executable.read("w").toString());
  }

  @Test
  void variable_isWrittenAsACopy() {
    Tensor value = Tensor.ofFloats(new float[] {7, 8}, 2);
    executable.write("w", value);
    value.set(0, 99);
    assertEquals(7, executable.read("w").get(0));
  }

  @Test
  void valueOfAnotherShape_isRefusedAndChangesNothing() {
    assertRefused("[3]", () -> executable.write("w", Tensor.allocate(DType.FLOAT32, Shape.of(3))));
    assertTrue(INITIAL.bitEquals(executable.read("w")), executable.read("w").toString());
  }

  @Test
  void valueOfAnotherType_isRefused() {
    assertRefused(
        "FLOAT64", () -> executable.write("w", Tensor.allocate(DType.FLOAT64, Shape.of(2))));
  }

  @Test
  void unknownVariable_isNamed() {
    assertRefused("'v'", () -> executable.read("v"));
    assertRefused("'v'", () -> executable.write("v", INITIAL));
  }

  @Test
  void graphWithAssignments_changesTheVariableForAllGraphs() {
    executable.run("clear", batch(1));
    assertTrue(Tensor.allocate(DType.FLOAT32, Shape.of(2)).bitEquals(executable.read("w")));
    assertEquals(0, executable.run("eval", batch(1)).get("y").get(0));
  }

  @Test
  void graphWithoutAssignments_changesNothing() {
    executable.run("eval", batch(1));
    assertTrue(INITIAL.bitEquals(executable.read("w")), executable.read("w").toString());
  }

  @Test
  void refusedRun_leavesVariablesUnchanged() {
    assertRefused("'x'", () -> executable.run("clear", Map.of()));
    Map<String, Tensor> results = Map.of("y", Tensor.allocate(DType.FLOAT32, Shape.of(4, 2)));
    assertRefused("[4, 2]", () -> executable.run("clear", batch(3), results));
    assertTrue(INITIAL.bitEquals(executable.read("w")), executable.read("w").toString());
  }

  @Test
  void twoExecutables_shareNothing() {
    Executable second = backend.load(module());
    second.run("clear", batch(1));
    assertTrue(INITIAL.bitEquals(executable.read("w")), executable.read("w").toString());
    second.close();
    assertEquals(Shape.of(1, 2), executable.run("eval", batch(1)).get("y").shape());
  }

  @Test
  void closedExecutable_throwsIllegalStateFromEveryMethod() {
    executable.close();
    assertAllClosed();
  }

  @Test
  void closedBackend_closesWhatItLoadedAndLoadsNoMore() {
    backend.close();
    assertAllClosed();
    assertThrows(IllegalStateException.class, () -> backend.load(module()));
  }

  @Test
  void secondClose_doesNothing() {
    executable.close();
    assertDoesNotThrow(executable::close);
    backend.close();
    assertDoesNotThrow(backend::close);
  }

  @Test
  void concurrentRuns_giveTheSameResults() throws Exception {
    Tensor expected = executable.run("eval", batch(5)).get("y");
    List<Future<Boolean>> equal =
        onThreads(
            () -> {
              boolean same = true;
              for (int run = 0; run < 50; run++) {
                same &= expected.bitEquals(executable.run("eval", batch(5)).get("y"));
              }
              return same;
            });
    for (Future<Boolean> thread : equal) {
      assertTrue(thread.get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void close_letsRunningCallsEndAndTurnsLaterOnesAway() throws Exception {
    CountDownLatch running = new CountDownLatch(THREADS);
    List<Future<Boolean>> threads =
        onThreads(
            () -> {
              // Every run either ends well or is turned away; after one that was, all are.
              try {
                while (executable.run("eval", batch(5)).get("y").size() == 10) {
                  running.countDown();
                }
                return false;
              } catch (IllegalStateException closed) {
                return true;
              }
            });
    assertTrue(running.await(60, TimeUnit.SECONDS), "every thread has run once");
    executable.close();
    for (Future<Boolean> thread : threads) {
      assertTrue(thread.get(60, TimeUnit.SECONDS));
    }
  }

  private static <T> List<Future<T>> onThreads(Callable<T> work) {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    List<Future<T>> futures = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      futures.add(pool.submit(work));
    }
    pool.shutdown();
    return futures;
  }

  private void assertAllClosed() {
    Map<String, Tensor> results = Map.of("y", Tensor.allocate(DType.FLOAT32, Shape.of(1, 2)));
    assertThrows(IllegalStateException.class, () -> executable.run("eval", batch(1)));
    assertThrows(IllegalStateException.class, () -> executable.run("eval", batch(1), results));
    assertThrows(IllegalStateException.class, () -> executable.read("w"));
    assertThrows(IllegalStateException.class, () -> executable.write("w", INITIAL));
    assertThrows(IllegalStateException.class, executable::module);
  }

  private static void assertRefused(String named, org.junit.jupiter.api.function.Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(named), message);
  }
}
