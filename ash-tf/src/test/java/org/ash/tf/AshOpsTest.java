package org.ash.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ash.ir.AshComposite;
import org.ash.ir.GraphBuilder;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.reference.Oracle;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** What a user of plain TensorFlow Java gets, TensorFlow's own gradients included. */
final class AshOpsTest {
  private static final long[] DIMS = {2, 3, 4, 5};
  private static final int SIZE = 120;
  private static final float ALPHA = 1.3f;
  private static final float Z = 0.4f;

  private final float[] x = random("x");
  private final float[] upstream = random("upstream");

  /**
   * About 20 roundings of 2^-24 lie between x and a result, and sums over 60 elements among them;
   * 128 of them relative to the largest element leave room for both.
   */
  private static final double UNITS = 128 * 0x1p-24;

  @Test
  void ash1_valueAndTensorFlowsGradients_matchTheOracle() {
    List<float[]> actual = byTensorFlow();
    List<double[]> exact = byOracle();
    for (int i = 0; i < exact.size(); i++) {
      double[] expected = exact.get(i);
      double allowed = UNITS * Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(0));
      assertEquals(expected.length, actual.get(i).length);
      for (int j = 0; j < expected.length; j++) {
        assertEquals(expected[j], actual.get(i)[j], allowed, "result " + i + ", element " + j);
      }
    }
  }

  @Test
  void unknownRank_isRefusedWithTheShape() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> any = tf.placeholder(TFloat32.class);
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> AshOps.ash(tf, any, tf.constant(1f), tf.constant(0f)))
              .getMessage();
      assertTrue(message.contains("known rank"), message);
    }
  }

  /** y, dx, dalpha, dz of sum(y * upstream). */
  private List<float[]> byTensorFlow() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> images = constant(tf, x);
      Operand<TFloat32> alpha = tf.constant(ALPHA);
      Operand<TFloat32> z = tf.constant(Z);
      Operand<TFloat32> y = AshOps.ash(tf, images, alpha, z);
      Operand<TFloat32> loss =
          tf.reduceSum(tf.math.mul(y, constant(tf, upstream)), tf.constant(new int[] {0, 1, 2, 3}));
      Output<?>[] gradients =
          graph.addGradients(
              loss.asOutput(), new Output<?>[] {images.asOutput(), alpha.asOutput(), z.asOutput()});
      try (Session session = new Session(graph);
          Result result =
              session
                  .runner()
                  .fetch(y)
                  .fetch(gradients[0])
                  .fetch(gradients[1])
                  .fetch(gradients[2])
                  .run()) {
        List<float[]> values = new ArrayList<>();
        result.forEach(entry -> values.add(floats((TFloat32) entry.getValue())));
        return values;
      }
    }
  }

  private List<double[]> byOracle() {
    GraphBuilder g = new GraphBuilder("ash");
    Value images = g.input("x", TensorType.of(DType.FLOAT32, DIMS));
    Value dy = g.input("dy", TensorType.of(DType.FLOAT32, DIMS));
    Value alpha = g.input("alpha", TensorType.of(DType.FLOAT32));
    Value z = g.input("z", TensorType.of(DType.FLOAT32));
    List<Value> forward = g.applyAll(new AshComposite.Ash(AshOps.EPS), images, alpha, z);
    List<Value> backward =
        g.applyAll(
            new AshComposite.AshGradient(AshOps.EPS),
            dy,
            images,
            alpha,
            z,
            forward.get(1),
            forward.get(2));
    g.output("y", forward.get(0));
    g.output("dx", backward.get(0));
    g.output("dalpha", backward.get(1));
    g.output("dz", backward.get(2));
    Oracle.Outcome outcome =
        new Oracle(g.build())
            .evaluate(
                Map.of(
                    "x", Tensor.ofFloats(x, DIMS),
                    "dy", Tensor.ofFloats(upstream, DIMS),
                    "alpha", Tensor.scalar(DType.FLOAT32, ALPHA),
                    "z", Tensor.scalar(DType.FLOAT32, Z)),
                Map.of());
    return outcome.outputs().values().stream().map(Tensor::toDoubles).toList();
  }

  private static Operand<TFloat32> constant(Ops tf, float[] values) {
    return tf.constant(Shape.of(DIMS), DataBuffers.of(values));
  }

  private static float[] floats(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  private static float[] random(String site) {
    double[] normals = new Philox(11, Philox.site(site)).normals(SIZE);
    float[] values = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      values[i] = (float) (0.5 + 2 * normals[i]);
    }
    return values;
  }
}
