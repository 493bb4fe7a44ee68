package org.ash.tf.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class AshKernelTest {

  private static final float EPS = 1e-5f;

  @BeforeAll
  static void register() {
    assertEquals(new KernelStatus.Registered(), AshKernel.register());
  }

  private static float[] normal(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static TFloat32 tensor(Shape shape, float[] values) {
    return TFloat32.tensorOf(shape, DataBuffers.of(values));
  }

  private static float[] values(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  private static double[] sample(float[] values, int n, int length) {
    return IntStream.range(n * length, (n + 1) * length).mapToDouble(i -> values[i]).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void fused_inASession_matchesTheFormula_atEveryRank(int rank) {
    long[] sizes = Arrays.copyOf(new long[] {3, 2, 5, 4, 3}, rank);
    Shape shape = Shape.of(sizes);
    int length = (int) (shape.size() / 3);
    float[] x = normal(3 * length, rank);
    float[] dy = normal(3 * length, rank + 10);
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 input = tensor(shape, x);
        TFloat32 upstream = tensor(shape, dy)) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> px = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      Placeholder<TFloat32> pg = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      Operand<TFloat32> alpha = tf.constant(1.2f);
      Operand<TFloat32> z = tf.constant(0.5f);
      AshKernel.Forward forward = AshKernel.forward(tf.scope(), px, alpha, z, EPS, 0);
      AshKernel.Gradient gradient =
          AshKernel.gradient(tf.scope(), pg, px, alpha, z, forward.mean(), forward.std(), 0);
      try (Result result =
          session
              .runner()
              .feed(px, input)
              .feed(pg, upstream)
              .fetch(forward.y())
              .fetch(gradient.dx())
              .fetch(gradient.dalpha())
              .fetch(gradient.dz())
              .fetch(forward.mean())
              .run()) {
        float[] y = values((TFloat32) result.get(0));
        float[] dx = values((TFloat32) result.get(1));
        double dalpha = 0;
        double dz = 0;
        for (int n = 0; n < 3; n++) {
          double[] exactX = sample(x, n, length);
          double[] exactY = PlainAsh.forward(exactX, 1.2f, 0.5f, EPS);
          double[] exact = PlainAsh.gradient(sample(dy, n, length), exactX, 1.2f, 0.5f, EPS);
          for (int i = 0; i < length; i++) {
            assertEquals(exactY[i], y[n * length + i], 4e-6);
            assertEquals(exact[i], dx[n * length + i], 4e-6);
          }
          dalpha += exact[length];
          dz += exact[length + 1];
        }
        assertEquals(dalpha, ((TFloat32) result.get(2)).getFloat(), 1e-4);
        assertEquals(dz, ((TFloat32) result.get(3)).getFloat(), 1e-4);
        long[] onePerSample = new long[rank];
        Arrays.fill(onePerSample, 1);
        onePerSample[0] = 3;
        assertEquals(Shape.of(onePerSample), result.get(4).shape());
      }
    }
  }

  @Test
  void shapes_areInferredWhileTheGraphIsBuilt() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> x =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 8, 6, 4)));
      AshKernel.Forward forward =
          AshKernel.forward(tf.scope(), x, tf.constant(1f), tf.constant(0f), EPS, 1);
      assertArrayEquals(new long[] {-1, 8, 6, 4}, forward.y().shape().asArray());
      assertArrayEquals(new long[] {-1, 1, 1, 1}, forward.mean().shape().asArray());
      assertArrayEquals(new long[] {-1, 1, 1, 1}, forward.std().shape().asArray());
    }
  }

  @Test
  void shapeInference_refusesRankOne() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = tf.constant(new float[] {1, 2});
      assertThrows(
          TFInvalidArgumentException.class,
          () -> AshKernel.forward(tf.scope(), x, tf.constant(1f), tf.constant(0f), EPS, 1));
    }
  }

  @Test
  void kernel_refusesRankOne_withAnErrorThatNamesTheShape() {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 vector = TFloat32.vectorOf(1, 2, 3)) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.unknown()));
      Output<TFloat32> y =
          AshKernel.forward(tf.scope(), x, tf.constant(1f), tf.constant(0f), EPS, 1).y();
      TFInvalidArgumentException thrown =
          assertThrows(
              TFInvalidArgumentException.class,
              () -> session.runner().feed(x, vector).fetch(y).run());
      assertTrue(thrown.getMessage().contains("got shape [3]"), thrown.getMessage());
    }
  }

  @Test
  void kernel_refusesNegativeThreads() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = tf.constant(StdArrays.ndCopyOf(new float[][] {{1, 2}, {3, 4}}));
      Output<TFloat32> y =
          AshKernel.forward(tf.scope(), x, tf.constant(1f), tf.constant(0f), EPS, -1).y();
      TFInvalidArgumentException thrown =
          assertThrows(TFInvalidArgumentException.class, () -> session.runner().fetch(y).run());
      assertTrue(thrown.getMessage().contains("threads must be"), thrown.getMessage());
    }
  }

  @Test
  void emptyBatch_givesEmptyResultsAndZeroGradients() {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 none = TFloat32.tensorOf(Shape.of(0, 4, 2))) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> x = tf.placeholder(TFloat32.class);
      Operand<TFloat32> alpha = tf.constant(1f);
      Operand<TFloat32> z = tf.constant(0f);
      AshKernel.Forward forward = AshKernel.forward(tf.scope(), x, alpha, z, EPS, 2);
      AshKernel.Gradient gradient =
          AshKernel.gradient(tf.scope(), x, x, alpha, z, forward.mean(), forward.std(), 2);
      try (Result result =
          session
              .runner()
              .feed(x, none)
              .fetch(forward.y())
              .fetch(forward.mean())
              .fetch(gradient.dx())
              .fetch(gradient.dalpha())
              .run()) {
        assertEquals(Shape.of(0, 4, 2), result.get(0).shape());
        assertEquals(Shape.of(0, 1, 1), result.get(1).shape());
        assertEquals(Shape.of(0, 4, 2), result.get(2).shape());
        assertEquals(0f, ((TFloat32) result.get(3)).getFloat());
      }
    }
  }

  /** As the oracle: no mean of no elements, nothing to add up for alpha. */
  @Test
  void emptySamples_haveNoStatistics() {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 none = TFloat32.tensorOf(Shape.of(3, 0, 2))) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> x = tf.placeholder(TFloat32.class);
      Operand<TFloat32> alpha = tf.constant(1f);
      Operand<TFloat32> z = tf.constant(0.5f);
      AshKernel.Forward forward = AshKernel.forward(tf.scope(), x, alpha, z, EPS, 2);
      AshKernel.Gradient gradient =
          AshKernel.gradient(tf.scope(), x, x, alpha, z, forward.mean(), forward.std(), 2);
      try (Result result =
          session
              .runner()
              .feed(x, none)
              .fetch(forward.y())
              .fetch(forward.mean())
              .fetch(forward.std())
              .fetch(gradient.dx())
              .fetch(gradient.dalpha())
              .fetch(gradient.dz())
              .run()) {
        float[] unknown = {Float.NaN, Float.NaN, Float.NaN};
        assertEquals(Shape.of(3, 0, 2), result.get(0).shape());
        assertEquals(Shape.of(3, 1, 1), result.get(1).shape());
        assertArrayEquals(unknown, values((TFloat32) result.get(1)));
        assertArrayEquals(unknown, values((TFloat32) result.get(2)));
        assertEquals(Shape.of(3, 0, 2), result.get(3).shape());
        assertEquals(0f, ((TFloat32) result.get(4)).getFloat());
        assertEquals(Float.NaN, ((TFloat32) result.get(5)).getFloat());
      }
    }
  }

  /** Where the gradient's dy or the input dies with the operator, its memory is used again. */
  @Test
  void results_doNotDependOnWhetherMemoryIsReused() {
    float[] values = normal(2 * 20_000, 21);
    Shape shape = Shape.of(2, 20_000);
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 input = tensor(shape, values)) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      Operand<TFloat32> alpha = tf.constant(1f);
      Operand<TFloat32> z = tf.constant(0.3f);
      Operand<TFloat32> dying = tf.math.neg(x);
      Operand<TFloat32> kept = tf.math.neg(tf.math.neg(tf.math.neg(x)));
      Output<TFloat32> inPlace = AshKernel.forward(tf.scope(), dying, alpha, z, EPS, 1).y();
      Output<TFloat32> apart = AshKernel.forward(tf.scope(), kept, alpha, z, EPS, 1).y();
      try (Result result =
          session.runner().feed(x, input).fetch(inPlace).fetch(apart).fetch(kept).run()) {
        assertArrayEquals(values((TFloat32) result.get(1)), values((TFloat32) result.get(0)));
        float[] negated = values((TFloat32) result.get(2));
        for (int i = 0; i < values.length; i++) {
          assertEquals(-values[i], negated[i]);
        }
      }
    }
  }

  @Test
  void addGradients_passesThroughTheFusedOperator() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x =
          tf.constant(StdArrays.ndCopyOf(new float[][] {{1, -2, 0.5f}, {0.1f, 3, -1}}));
      Operand<TFloat32> alpha = tf.constant(0.7f);
      Operand<TFloat32> z = tf.constant(0.2f);
      AshKernel.Forward forward = AshKernel.forward(tf.scope(), x, alpha, z, EPS, 0);
      Output<?>[] gradients =
          graph.addGradients(
              forward.y(), new Output<?>[] {x.asOutput(), alpha.asOutput(), z.asOutput()});
      AshKernel.Gradient direct =
          AshKernel.gradient(
              tf.scope(), tf.onesLike(x), x, alpha, z, forward.mean(), forward.std(), 0);
      List<Output<TFloat32>> expected = List.of(direct.dx(), direct.dalpha(), direct.dz());
      for (int i = 0; i < 3; i++) {
        try (Result result = session.runner().fetch(gradients[i]).fetch(expected.get(i)).run()) {
          assertArrayEquals(values((TFloat32) result.get(1)), values((TFloat32) result.get(0)));
        }
      }
    }
  }

  @Test
  void addGradients_throughTheStatistics_isRefused() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x =
          tf.constant(StdArrays.ndCopyOf(new float[][] {{1, -2, 0.5f}, {0.1f, 3, -1}}));
      AshKernel.Forward forward =
          AshKernel.forward(tf.scope(), x, tf.constant(1f), tf.constant(0f), EPS, 0);
      Output<TFloat32> sum = tf.math.add(forward.y(), forward.std()).asOutput();
      UnsupportedOperationException thrown =
          assertThrows(
              UnsupportedOperationException.class,
              () -> graph.addGradients(sum, new Output<?>[] {x.asOutput()}));
      assertTrue(thrown.getMessage().contains("mean or std"), thrown.getMessage());
    }
  }

  @Test
  void concurrentRuns_giveEqualResults() throws InterruptedException, ExecutionException {
    float[] values = normal(8 * 3000, 22);
    Shape shape = Shape.of(8, 3000);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 input = tensor(shape, values)) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      Output<TFloat32> y =
          AshKernel.forward(tf.scope(), x, tf.constant(1f), tf.constant(0f), EPS, 0).y();
      List<Future<float[]>> runs =
          IntStream.range(0, 100)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            try (Result result = session.runner().feed(x, input).fetch(y).run()) {
                              return values((TFloat32) result.get(0));
                            }
                          }))
              .toList();
      float[] first = runs.get(0).get();
      for (Future<float[]> run : runs) {
        assertArrayEquals(first, run.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void register_answersTheSameEveryTime() {
    assertSame(AshKernel.register(), AshKernel.register());
  }
}
