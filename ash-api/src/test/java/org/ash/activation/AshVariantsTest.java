package org.ash.activation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.autodiff.Gradients;
import org.ash.ir.Dimension;
import org.ash.ir.GraphBuilder;
import org.ash.ir.ShapeException;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.reference.Oracle;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The variants of ASH-8 against their formulas, sample by sample. */
final class AshVariantsTest {
  private static final int SAMPLES = 3;
  private static final int ELEMENTS = 24;
  private static final Shape SHAPE = Shape.of(SAMPLES, 2, 3, 4);
  private static final double EPS = 1e-5;
  private static final double ROUNDING = 1e-12;

  private final double[] x = new Philox(3, 4).normals(SAMPLES * ELEMENTS);

  /** What one element becomes. */
  @FunctionalInterface
  private interface Formula {
    double of(double x, double mean, double std);
  }

  @Test
  void ash8_fAsh_isAshAtTheFixedZ() {
    double z = ZScore.ofTopPercent(10);
    assertFollows("f-ash:k=10", (v, m, s) -> v * sigmoid(2 * (v - m - z * s)));
  }

  @Test
  void ash8_lAsh_leaks() {
    assertFollows(
        "l-ash:slope=0.25,z=0.5,alpha=2",
        (v, m, s) -> v * (0.25 + 0.75 * sigmoid(4 * (v - m - 0.5 * s))));
  }

  @Test
  void ash8_hardAsh_clipsAndHasNoFactorTwo() {
    assertFollows(
        "hard-ash:z=0.25,alpha=1.5",
        (v, m, s) ->
            Math.min(Math.max(v, 0), 2)
                * Math.min(Math.max(1.5 * (v - m - 0.25 * s) + 3, 0), 6)
                / 6);
  }

  @Test
  void ash8_eq7_keepsWhatLiesAboveTheThreshold() {
    assertFollows("hard-ash-eq7:z=0.5", (v, m, s) -> v > m + 0.5 * s ? v : 0);
  }

  @ParameterizedTest
  @CsvSource({"topk:k=10, 3", "topk, 12", "topk:k=12.5, 3", "topk:k=0.1, 1", "topk:k=99.9, 24"})
  void ash8_topk_keepsTheLargestOfEachSample_neverFewerThanItsShare(String spec, int kept) {
    double[] expected = new double[x.length];
    for (int n = 0; n < SAMPLES; n++) {
      double[] sorted = Arrays.copyOfRange(x, n * ELEMENTS, (n + 1) * ELEMENTS);
      Arrays.sort(sorted);
      double least = sorted[ELEMENTS - kept];
      for (int i = n * ELEMENTS; i < (n + 1) * ELEMENTS; i++) {
        expected[i] = x[i] >= least ? x[i] : 0;
      }
    }
    assertArrayEquals(expected, evaluate(spec, x));
  }

  @Test
  void ash8_topk_keepsAllThatEqualTheLeastOfTheTop() {
    double[] tied = new double[SAMPLES * ELEMENTS];
    Arrays.setAll(tied, i -> i % 4 - (i < ELEMENTS ? 0 : 5));
    // Of 24 elements the top 30 % are 8: the 6 largest, and all 6 that are equal next.
    double[] expected = tied.clone();
    Arrays.setAll(expected, i -> i % 4 >= 2 ? tied[i] : 0);
    assertArrayEquals(expected, evaluate("topk:k=30", tied));
  }

  @Test
  void ash8_topk_countsByTheDecimalNumber() {
    // In binary 1.1 * 3000 / 100 comes out a little above 33.
    Shape shape = Shape.of(1, 3000);
    GraphBuilder graph = new GraphBuilder("test");
    Value input = graph.input("x", new TensorType(DType.FLOAT64, SymbolicShape.of(shape)));
    graph.output("y", write(graph, "topk:k=1.1", input));
    Tensor ascending = Tensor.generate(DType.FLOAT64, shape, i -> i + 1);
    double[] y = Oracle.evaluate(graph.build(), Map.of("x", ascending), Map.of()).output("y");
    assertEquals(33, Arrays.stream(y).filter(v -> v != 0).count());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void ash5_topk_infinityInOneSample_makesItNaN(double infinity) {
    double[] spoilt = x.clone();
    spoilt[2 * ELEMENTS] = infinity;
    double[] expected = evaluate("topk:k=10", x);
    Arrays.fill(expected, 2 * ELEMENTS, 3 * ELEMENTS, Double.NaN);
    assertArrayEquals(expected, evaluate("topk:k=10", spoilt));
  }

  @Test
  void ash8_topk_refusesSamplesOfUnknownSize() {
    GraphBuilder graph = new GraphBuilder("test");
    Dimension height = Dimension.symbol("H");
    SymbolicShape shape = SymbolicShape.of(Dimension.symbol("N"), Dimension.of(3), height);
    Value input = graph.input("x", new TensorType(DType.FLOAT64, shape));
    String message =
        assertThrows(ShapeException.class, () -> write(graph, "topk", input)).getMessage();
    assertEquals(
        "topk 'here' takes a share of each sample and so needs to know how many elements it has;"
            + " input is FLOAT64 [N, 3, H].",
        message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hard-ash-eq7:z=0.5", "topk:k=30"})
  void ash8_selections_passTheGradientThroughKeptElements(String spec) {
    GraphBuilder graph = new GraphBuilder("test");
    Value input = input(graph);
    Value y = write(graph, spec, input);
    Value upstream = graph.input("dy", input.type());
    graph.output("y", y);
    graph.output("dx", Gradients.of(graph, y, upstream, List.of(input)).get(0));
    double[] dy = new Philox(5, 6).normals(x.length);
    Oracle.Outcome outcome =
        Oracle.evaluate(
            graph.build(),
            spec.startsWith("topk")
                ? Map.of("x", tensor(x), "dy", tensor(dy))
                : Map.of("x", tensor(x), "dy", tensor(dy), "here.z", scalar(0.5)),
            Map.of());
    double[] kept = outcome.output("y");
    double[] expected = new double[x.length];
    Arrays.setAll(expected, i -> kept[i] != 0 ? dy[i] : 0);
    assertArrayEquals(expected, outcome.output("dx"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"f-ash:k=10", "l-ash", "hard-ash", "hard-ash-eq7", "topk:k=10"})
  void ash4And5_nanInOneSample_spoilsThatSampleAndNoOther(String spec) {
    double[] clean = evaluate(spec, x);
    double[] spoilt = x.clone();
    spoilt[ELEMENTS + 5] = Double.NaN;
    double[] y = evaluate(spec, spoilt);
    for (int i = 0; i < y.length; i++) {
      boolean inSample = i / ELEMENTS == 1;
      assertEquals(inSample ? Double.NaN : clean[i], y[i], "element " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"f-ash:k=10", "hard-ash-eq7:z=1"})
  void fixedZ_isNotTrained(String spec) {
    Map<String, Boolean> trained = new LinkedHashMap<>();
    GraphBuilder graph = new GraphBuilder("test");
    Activations.parse(spec)
        .write(
            graph,
            (name, shape, initial, train) -> {
              trained.put(name, train);
              return graph.input(name, TensorType.of(DType.FLOAT64));
            },
            "here",
            input(graph));
    assertEquals(false, trained.get("here.z"));
    assertTrue(trained.getOrDefault("here.alpha", true));
  }

  private void assertFollows(String spec, Formula formula) {
    double[] expected = new double[x.length];
    for (int n = 0; n < SAMPLES; n++) {
      double[] sample = Arrays.copyOfRange(x, n * ELEMENTS, (n + 1) * ELEMENTS);
      double mean = Arrays.stream(sample).average().orElseThrow();
      double variance =
          Arrays.stream(sample).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      double std = Math.sqrt(variance + EPS);
      for (int i = 0; i < ELEMENTS; i++) {
        expected[n * ELEMENTS + i] = formula.of(sample[i], mean, std);
      }
    }
    assertArrayEquals(expected, evaluate(spec, x), ROUNDING);
  }

  private double[] evaluate(String spec, double[] values) {
    GraphBuilder graph = new GraphBuilder("test");
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    feeds.put("x", tensor(values));
    Value y =
        Activations.parse(spec)
            .write(
                graph,
                (name, shape, initial, trained) -> {
                  feeds.put(name, scalar(initial));
                  return graph.input(name, TensorType.of(DType.FLOAT64));
                },
                "here",
                input(graph));
    graph.output("y", y);
    return Oracle.evaluate(graph.build(), feeds, Map.of()).output("y");
  }

  private static Value write(GraphBuilder graph, String spec, Value x) {
    return Activations.parse(spec)
        .write(
            graph,
            (name, shape, initial, trained) -> graph.input(name, TensorType.of(DType.FLOAT64)),
            "here",
            x);
  }

  private static Value input(GraphBuilder graph) {
    return graph.input("x", new TensorType(DType.FLOAT64, SymbolicShape.batch("N", 2, 3, 4)));
  }

  private static Tensor tensor(double[] values) {
    return Tensor.of(DType.FLOAT64, SHAPE, values);
  }

  private static Tensor scalar(double value) {
    return Tensor.scalar(DType.FLOAT64, value);
  }

  private static double sigmoid(double u) {
    return 1 / (1 + Math.exp(-u));
  }
}
