package org.ash.tf;

import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * ASH for people who write TensorFlow Java by hand: plain TensorFlow operations, which {@code
 * Graph.addGradients} differentiates and any other program that reads the graph knows.
 */
public final class AshOps {
  /** Added to the variance under the root unless set; BatchNormalization's default in ONNX. */
  public static final float EPS = 1e-5f;

  private AshOps() {}

  /** As {@link #ash(Ops, Operand, Operand, Operand, float)} with {@link #EPS}. */
  public static Operand<TFloat32> ash(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> alpha, Operand<TFloat32> z) {
    return ash(tf, x, alpha, z, EPS);
  }

  /**
   * {@code x * sigmoid(2 alpha (x - mean - z std))} (Lee et al., NeurIPS 2022, equation 10), mean
   * and population standard deviation {@code sqrt(variance + eps)} over all elements of one sample.
   *
   * @param tf where to write
   * @param x samples {@code [N, ...]} of known rank 2 or more, in any layout
   * @param alpha sharpness of the gate, a scalar; 1 is the usual start
   * @param z threshold in standard deviations, a scalar; 0 is the usual start
   * @param eps added to the variance, above 0
   * @return as x
   * @throws IllegalArgumentException when the rank of x is not known or below 2
   */
  public static Operand<TFloat32> ash(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> alpha, Operand<TFloat32> z, float eps) {
    int rank = x.asOutput().shape().numDimensions();
    if (rank < 2) {
      throw new IllegalArgumentException(
          "ASH needs samples [N, ...] of known rank 2 or more, given shape "
              + x.asOutput().shape()
              + ".");
    }
    Operand<TInt32> sampleAxes = tf.constant(IntStream.range(1, rank).toArray());
    Operand<TFloat32> mean = sampleMean(tf, x, sampleAxes);
    Operand<TFloat32> centred = tf.math.sub(x, mean);
    Operand<TFloat32> variance = sampleMean(tf, tf.math.square(centred), sampleAxes);
    Operand<TFloat32> std = tf.math.sqrt(tf.math.add(variance, tf.constant(eps)));
    Operand<TFloat32> above = tf.math.sub(centred, tf.math.mul(z, std));
    Operand<TFloat32> gate = tf.math.mul(above, tf.math.mul(alpha, tf.constant(2f)));
    return tf.math.mul(x, tf.math.sigmoid(gate));
  }

  private static Operand<TFloat32> sampleMean(Ops tf, Operand<TFloat32> x, Operand<TInt32> axes) {
    return tf.math.mean(x, axes, Mean.keepDims(true));
  }
}
