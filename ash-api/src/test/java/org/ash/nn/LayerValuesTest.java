package org.ash.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ash.ir.GraphBuilder;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.reference.Oracle;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What layers compute, by the oracle, on numbers that can be checked by hand. */
final class LayerValuesTest {
  private static final double ROUNDING = 1e-7; // 0.9 and 0.1 are FLOAT32 constants of the graph.

  private final Parameters parameters = new Parameters(1);

  @Test
  void runningStatistics_keepNineTenthsAndTakeThePopulationVariance() {
    // Channel 0: 1, 2, 3, 6 has mean 3 and population variance 3.5; channel 1 is constant.
    double[] x = {1, 2, 5, 5, 3, 6, 5, 5};
    Map<String, double[]> next = afterStep(SymbolicShape.batch("N", 2, 1, 2), x, 2, 2, 1, 2);
    assertArrayEquals(new double[] {0.3, 0.5}, next.get("norm.running_mean"), ROUNDING);
    assertArrayEquals(new double[] {0.9 + 0.35, 0.9}, next.get("norm.running_variance"), ROUNDING);
  }

  @Test
  void runningStatistics_ofOneValueInAChannel_takeVariance0() {
    Map<String, double[]> next = afterStep(SymbolicShape.batch("N", 2), new double[] {7, -2}, 1, 2);
    assertArrayEquals(new double[] {0.7, -0.2}, next.get("norm.running_mean"), ROUNDING);
    assertArrayEquals(new double[] {0.9, 0.9}, next.get("norm.running_variance"), ROUNDING);
  }

  @Test
  void paddedShortcut_takesEvenRowsAndColumnsAndZerosBehind() {
    double[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    double[] y = run(new PaddedShortcut(2, 2), SymbolicShape.batch("N", 1, 3, 3), x, 1, 1, 3, 3);
    assertArrayEquals(new double[] {1, 3, 7, 9, 0, 0, 0, 0}, y);
  }

  @Test
  void globalAveragePooling_isTheMeanOfEachChannel() {
    double[] x = {1, 2, 3, 6, 4, 4, 4, 8};
    double[] y = run(new GlobalAveragePooling(), SymbolicShape.batch("N", 2, 2, 2), x, 1, 2, 2, 2);
    assertArrayEquals(new double[] {3, 5}, y);
  }

  @Test
  void flatten_goesByChannelThenRowThenColumn() {
    double[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    assertArrayEquals(x, run(new Flatten(), SymbolicShape.batch("N", 3, 2, 1), x, 2, 3, 2, 1));
  }

  @Test
  void averagePooling_isTheMeanOfEachSquare() {
    double[] x = {1, 3, 5, 5, 7, 9, 5, 5};
    double[] y = run(new AveragePooling(2), SymbolicShape.batch("N", 1, 2, 4), x, 1, 1, 2, 4);
    assertArrayEquals(new double[] {5, 5}, y);
  }

  @Test
  void averagePooling_ofSquaresThatDoNotDivideTheImage_isRefused() {
    double[] x = new double[6];
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> run(new AveragePooling(2), SymbolicShape.batch("N", 1, 2, 3), x, 1, 1, 2, 3));
    assertEquals(
        "Average pooling 'layer' cannot part [N, 1, 2, 3] into squares of 2; choose images that"
            + " can be divided.",
        error.getMessage());
  }

  @Test
  void maxPooling_takesTheLargestUnderEachWindow() {
    double[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    double[] y = run(new MaxPooling(2, 1, 0), SymbolicShape.batch("N", 1, 3, 3), x, 1, 1, 3, 3);
    assertArrayEquals(new double[] {5, 6, 8, 9}, y);
  }

  @Test
  void maxPooling_neverTakesWhatIsPadded() {
    double[] x = {-1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -11, -12, -13, -14, -15, -16};
    double[] y = run(new MaxPooling(3, 2, 1), SymbolicShape.batch("N", 1, 4, 4), x, 1, 1, 4, 4);
    assertArrayEquals(new double[] {-1, -2, -5, -6}, y);
  }

  @Test
  void dropout_inTraining_dropsWhatTheMaskSaysAndScalesTheRest() {
    GraphBuilder graph = new GraphBuilder("test");
    Value x = graph.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 2)));
    LayerContext training = new LayerContext(graph, parameters, LayerContext.Mode.TRAINING);
    graph.output("y", new Dropout(0.75).write(training, "drop", x));
    Tensor keep = Tensor.ofBytes(DType.BOOL, new byte[] {1, 0, 0, 1}, 2, 2);
    Tensor image = Tensor.ofDoubles(new double[] {1, 2, Double.NaN, 4}, 2, 2);
    double[] y =
        Oracle.evaluate(graph.build(), Map.of("x", image, "drop.keep", keep), Map.of()).output("y");
    assertArrayEquals(new double[] {4, 0, 0, 16}, y);
  }

  @Test
  void dropout_writtenTwice_drawsAnew() {
    GraphBuilder graph = new GraphBuilder("test");
    Value x = graph.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 2)));
    LayerContext training = new LayerContext(graph, parameters, LayerContext.Mode.TRAINING);
    Value once = new Dropout(0.5).write(training, "drop", x);
    graph.output("y", new Dropout(0.5).write(training, "drop", once));
    Map<String, Tensor> feeds =
        Map.of(
            "x", Tensor.ofDoubles(new double[] {1, 2}, 1, 2),
            "drop.keep", Tensor.ofBytes(DType.BOOL, new byte[] {1, 1}, 1, 2),
            "drop.keep_2", Tensor.ofBytes(DType.BOOL, new byte[] {1, 0}, 1, 2));
    assertArrayEquals(
        new double[] {4, 0}, Oracle.evaluate(graph.build(), feeds, Map.of()).output("y"));
  }

  @Test
  void dropout_inInference_isTheIdentity() {
    double[] x = {1, 2};
    assertArrayEquals(x, run(new Dropout(0.5), SymbolicShape.batch("N", 2), x, 1, 2));
  }

  @Test
  void dense_multipliesByTheTransposedWeight() {
    Initializer counting =
        (variable, seed) -> Tensor.generate(variable.dtype(), variable.shape(), i -> i + 1);
    double[] y =
        run(new Dense(2, counting), SymbolicShape.batch("N", 3), new double[] {1, 0, 2}, 1, 3);
    assertArrayEquals(new double[] {1 + 2 * 3, 4 + 2 * 6}, y);
  }

  /** PyTorch's order: the second batch moves what the first has left. */
  @Test
  void batchNormalization_writtenTwice_movesItsStatisticsTwice() {
    GraphBuilder graph = new GraphBuilder("test");
    TensorType type = new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 1));
    LayerContext training = new LayerContext(graph, parameters, LayerContext.Mode.TRAINING);
    BatchNormalization norm = BatchNormalization.standard();
    graph.output("a", norm.write(training, "norm", graph.input("x", type)));
    graph.output("b", norm.write(training, "norm", graph.input("w", type)));
    Map<String, Tensor> feeds =
        Map.of(
            "x", Tensor.ofDoubles(new double[] {1, 3}, 2, 1),
            "w", Tensor.ofDoubles(new double[] {10, 30}, 2, 1));
    Map<String, Double> after = new LinkedHashMap<>();
    Oracle.evaluate(graph.build(), feeds, parameters.initialValues())
        .assignments()
        .forEach((variable, value) -> after.put(variable.name(), value.get(0)));
    assertEquals(0.9 * (0.9 * 0 + 0.1 * 2) + 0.1 * 20, after.get("norm.running_mean"), 1e-6);
    assertEquals(0.9 * (0.9 * 1 + 0.1 * 1) + 0.1 * 100, after.get("norm.running_variance"), 1e-5);
  }

  @Test
  void batchNormalization_inInference_isAlmostTheIdentityAtFirst() {
    double[] y =
        run(BatchNormalization.standard(), SymbolicShape.batch("N", 1), new double[] {3}, 1, 1);
    assertEquals(3 / Math.sqrt(1 + 1e-5), y[0], 1e-12);
  }

  private double[] run(Layer layer, SymbolicShape shape, double[] x, long... dims) {
    return evaluate(LayerContext.Mode.INFERENCE, layer, shape, x, dims).output("y");
  }

  private Map<String, double[]> afterStep(SymbolicShape shape, double[] x, long... dims) {
    Map<String, double[]> next = new LinkedHashMap<>();
    evaluate(LayerContext.Mode.TRAINING, BatchNormalization.standard(), shape, x, dims)
        .assignments()
        .forEach((Variable variable, Tensor value) -> next.put(variable.name(), value.toDoubles()));
    return next;
  }

  private Oracle.Outcome evaluate(
      LayerContext.Mode mode, Layer layer, SymbolicShape shape, double[] x, long... dims) {
    GraphBuilder graph = new GraphBuilder("test");
    Value input = graph.input("x", new TensorType(DType.FLOAT32, shape));
    String name = layer instanceof BatchNormalization ? "norm" : "layer";
    graph.output("y", layer.write(new LayerContext(graph, parameters, mode), name, input));
    return Oracle.evaluate(
        graph.build(), Map.of("x", Tensor.ofDoubles(x, dims)), parameters.initialValues());
  }
}
