package org.ash.onnx.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.ash.ir.AshComposite;
import org.ash.ir.Elementwise;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.reference.Oracle;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** ASH-1 to ASH-5 on ONNX Runtime, against the oracle. */
class AshOnOnnxRuntimeTest {
  private static final double EPS = 1e-5;
  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = new OnnxRuntimeProvider().open(BackendOptions.defaults().withThreads(1));
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  @TestFactory
  Stream<DynamicTest> ash1_valueFollowsTheFormula() {
    return Stream.of(
            new double[] {1, 0},
            new double[] {0.5, 1.96},
            new double[] {2, -1},
            new double[] {-1, 0.5},
            new double[] {10, 1.28})
        .map(
            set ->
                DynamicTest.dynamicTest(
                    "alpha " + set[0] + ", z " + set[1],
                    () -> agrees(images(3, 0, 1), set[0], set[1])));
  }

  @TestFactory
  Stream<DynamicTest> ash1_anyBatchSize_agrees() {
    return Stream.of(1, 3, 17)
        .map(n -> DynamicTest.dynamicTest("N = " + n, () -> agrees(images(n, 0.5, 2), 1, 1)));
  }

  @Test
  void ash2_statisticsAreThoseOfOneSample() {
    Tensor three = images(3, 0, 1);
    float[] together = run(three, 1, 1).toFloats();
    for (int sample = 0; sample < 3; sample++) {
      float[] alone = run(sample(three, sample), 1, 1).toFloats();
      for (int i = 0; i < alone.length; i++) {
        // Not bit for bit: the last elements of an array take another path in vector kernels.
        assertEquals(alone[i], together[sample * alone.length + i], 0x1p-21);
      }
    }
  }

  @Test
  void ash2_varianceIsThatOfCentredValues() {
    agrees(images(2, 1000, 0.5), 1, 1);
  }

  @TestFactory
  Stream<DynamicTest> ash4_andAsh5_nonFiniteSample_isNaNAndTouchesNoOther() {
    return Stream.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)
        .flatMap(bad -> Stream.of(0.0, 1.5).map(z -> nonFinite(bad, z)));
  }

  private static DynamicTest nonFinite(float bad, double z) {
    return DynamicTest.dynamicTest(
        bad + " at z " + z,
        () -> {
          Tensor clean = images(3, 0, 1);
          Tensor dirty = clean.copy();
          int size = clean.size() / 3;
          dirty.set(size + 5, bad);
          Tensor before = run(clean, 1, z);
          Tensor after = run(dirty, 1, z);
          for (int i = 0; i < after.size(); i++) {
            if (i / size == 1) {
              assertTrue(Double.isNaN(after.get(i)), "element " + i + " of the bad sample");
            } else {
              assertEquals(before.get(i), after.get(i));
            }
          }
        });
  }

  @Test
  void ash5_constantSample_isGatedByEpsAlone() {
    for (double value : new double[] {0, 3, -7.25}) {
      double z = 1.5;
      double mean = 2.0 * Math.ulp((float) value);
      double root = Math.sqrt(EPS);
      double gateError = 2 * (mean + z * (Math.sqrt(EPS + mean * mean) - root));
      double expected = value / (1 + Math.exp(2 * z * root));
      Tensor x = Tensor.generate(DType.FLOAT32, Shape.of(2, 3, 5, 7), i -> value);
      Tensor y = run(x, 1, z);
      double bound = Math.abs(value) * (gateError / 4 + 0x1p-21);
      for (int i = 0; i < y.size(); i++) {
        assertEquals(expected, y.get(i), bound);
      }
    }
  }

  @Test
  void ash5_oneElementSamples_work() {
    Tensor x = Tensor.ofFloats(new float[] {2, -3}, 2, 1, 1, 1);
    Graph graph = ash(x.shape(), 1, 1);
    double[] expected = Oracle.evaluate(graph, Map.of("x", x), Map.of()).output("y");
    Tensor y = run(graph, x);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], y.get(i), 0x1p-20);
    }
  }

  /**
   * The known deviation of docs/onnx.md: ONNX Runtime's sigmoid loses its tail. The test holds the
   * size of it, so that a new version of the engine which mends or worsens it is noticed.
   */
  @Test
  void knownDeviation_sigmoidLosesItsTail() {
    int points = 5000;
    Tensor x = Tensor.generate(DType.FLOAT32, Shape.of(points), i -> -10 + 5.0 * i / points);
    GraphBuilder builder = new GraphBuilder("tail");
    Value input = builder.input("x", TensorType.of(DType.FLOAT32, points));
    builder.output("y", builder.apply(new Elementwise.Sigmoid(), input));
    Graph graph = builder.build();
    double[] expected = Oracle.evaluate(graph, Map.of("x", x), Map.of()).output("y");
    Tensor y = run(graph, x);
    double ulps = 0;
    for (int i = 0; i < points; i++) {
      double error = Math.abs(y.get(i) - expected[i]);
      assertTrue(error <= 0x1p-22, "sigmoid(" + x.get(i) + ") is off by " + error);
      ulps = Math.max(ulps, error / Math.ulp((float) expected[i]));
    }
    assertTrue(ulps > 1000 && ulps < 40_000, ulps + " ulp");
  }

  /**
   * A sample of M elements: mean and deviation are off by rounding of sums, the gate's argument by
   * 2|alpha| times that, and the sigmoid by its known deviation.
   */
  private static void agrees(Tensor x, double alpha, double z) {
    Graph graph = ash(x.shape(), alpha, z);
    double[] expected = Oracle.evaluate(graph, Map.of("x", x), Map.of()).output("y");
    Tensor y = run(graph, x);
    int size = x.size() / (int) x.shape().dim(0);
    for (int i = 0; i < expected.length; i++) {
      double largest = 0;
      for (int j = i / size * size; j < i / size * size + size; j++) {
        largest = Math.max(largest, Math.abs(x.get(j)));
      }
      double statistics = 0x1p-24 * 4 * Math.sqrt(size) * largest;
      double gate = 2 * Math.abs(alpha) * statistics * (2 + Math.abs(z));
      double bound = Math.abs(x.get(i)) * (gate / 4 + 0x1p-22) + Math.ulp((float) expected[i]);
      assertEquals(expected[i], y.get(i), bound, "element " + i);
    }
  }

  private static Graph ash(Shape shape, double alpha, double z) {
    GraphBuilder builder = new GraphBuilder("ash");
    SymbolicShape images = SymbolicShape.batch("N", shape.dim(1), shape.dim(2), shape.dim(3));
    Value x = builder.input("x", new TensorType(DType.FLOAT32, images));
    Value gateAlpha = builder.constant(Tensor.scalar(DType.FLOAT32, alpha));
    Value gateZ = builder.constant(Tensor.scalar(DType.FLOAT32, z));
    builder.output("y", builder.applyAll(new AshComposite.Ash(EPS), x, gateAlpha, gateZ).get(0));
    return builder.build();
  }

  private static Tensor run(Tensor x, double alpha, double z) {
    return run(ash(x.shape(), alpha, z), x);
  }

  private static Tensor run(Graph graph, Tensor x) {
    GraphModule module = new GraphModule("ash", Map.of(), Map.of("eval", graph));
    try (Executable executable = backend.load(module)) {
      return executable.run("eval", Map.of("x", x)).get("y");
    }
  }

  private static Tensor images(int count, double mean, double deviation) {
    Shape shape = Shape.of(count, 3, 11, 13);
    double[] normals = new Philox(5, count).normals((int) shape.size());
    return Tensor.generate(DType.FLOAT32, shape, i -> mean + deviation * normals[i]);
  }

  private static Tensor sample(Tensor batch, int index) {
    long[] dims = batch.shape().dims();
    int size = batch.size() / (int) dims[0];
    dims[0] = 1;
    return Tensor.generate(DType.FLOAT32, Shape.of(dims), i -> batch.get(index * size + i));
  }
}
