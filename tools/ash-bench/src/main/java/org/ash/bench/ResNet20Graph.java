package org.ash.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The training graph of {@link HandWrittenResNet20}. */
final class ResNet20Graph {

  private static final int CLASSES = 10;
  private static final int BLOCKS_PER_STAGE = 3;
  private static final float MOMENTUM = 0.9f;
  private static final float WEIGHT_DECAY = 1e-4f;
  private static final float BATCH_NORM_EPS = 1e-5f;
  private static final float STATISTICS_MOMENTUM = 0.9f;

  private final Ops tf;
  private final Random random;
  private final HandWrittenResNet20.Activation activation;
  private final List<Variable> trainable = new ArrayList<>();
  private final List<Op> initializers = new ArrayList<>();
  private final List<Op> updates = new ArrayList<>();
  private final Placeholder<TFloat32> images;
  private final Placeholder<TInt32> labels;
  private final Placeholder<TFloat32> learningRate;
  private final Operand<TFloat32> loss;
  private final Op initialize;
  private final Op train;
  private long parameters;

  /** A resource variable, its value in this step, and whether weight decay applies to it. */
  private record Variable(
      Operand<?> handle, Operand<TFloat32> value, Shape shape, boolean decays) {}

  ResNet20Graph(Graph graph, int batch, long seed, HandWrittenResNet20.Activation activation) {
    this.tf = Ops.create(graph);
    this.random = new Random(seed);
    this.activation = activation;
    this.images = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(batch, 32, 32, 3)));
    this.labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(batch)));
    this.learningRate = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    this.loss = crossEntropy(logits());
    descend(graph);
    this.initialize = tf.withControlDependencies(initializers).noOp();
    this.train = tf.withControlDependencies(updates).noOp();
  }

  Placeholder<TFloat32> images() {
    return images;
  }

  Placeholder<TInt32> labels() {
    return labels;
  }

  Placeholder<TFloat32> learningRate() {
    return learningRate;
  }

  /** Mean cross-entropy of the batch, a scalar. */
  Operand<TFloat32> loss() {
    return loss;
  }

  /** Running it gives every variable its start value. */
  Op initialize() {
    return initialize;
  }

  /** Running it does one step of SGD and updates the running statistics. */
  Op train() {
    return train;
  }

  long parameters() {
    return parameters;
  }

  private Operand<TFloat32> logits() {
    Operand<TFloat32> x = activate(normalize(convolve(images, 3, 16, 1), 16));
    int channels = 16;
    for (int stage = 0; stage < 3; stage++) {
      for (int block = 0; block < BLOCKS_PER_STAGE; block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        x = block(x, channels, 16 << stage, stride);
        channels = 16 << stage;
      }
    }
    Operand<TFloat32> features = tf.math.mean(x, tf.constant(new int[] {1, 2}));
    Operand<TFloat32> weight = kernel(Shape.of(channels, CLASSES), channels);
    Operand<TFloat32> bias = variable(new float[CLASSES], Shape.of(CLASSES), false);
    return tf.math.add(tf.linalg.matMul(features, weight), bias);
  }

  private Operand<TFloat32> block(Operand<TFloat32> x, int in, int out, int stride) {
    Operand<TFloat32> y = activate(normalize(convolve(x, in, out, stride), out));
    y = normalize(convolve(y, out, out, 1), out);
    return activate(tf.math.add(y, shortcut(x, in, out, stride)));
  }

  /** Option A: every second pixel, zeros for the new channels. */
  private Operand<TFloat32> shortcut(Operand<TFloat32> x, int in, int out, int stride) {
    if (stride == 1) {
      return x;
    }
    Operand<TFloat32> sampled =
        tf.stridedSlice(
            x,
            tf.constant(new int[] {0, 0, 0, 0}),
            tf.constant(new int[] {0, 0, 0, 0}),
            tf.constant(new int[] {1, stride, stride, 1}),
            StridedSlice.beginMask(15L),
            StridedSlice.endMask(15L));
    int before = (out - in) / 2;
    int after = out - in - before;
    return tf.pad(
        sampled,
        tf.constant(new int[][] {{0, 0}, {0, 0}, {0, 0}, {before, after}}),
        tf.constant(0f));
  }

  private Operand<TFloat32> convolve(Operand<TFloat32> x, int in, int out, int stride) {
    Operand<TFloat32> weight = kernel(Shape.of(3, 3, in, out), 9 * in);
    long step = stride;
    if (stride == 1) {
      return tf.nn.conv2d(x, weight, List.of(1L, 1L, 1L, 1L), "SAME");
    }
    // SAME would pad an even image below and to the right only.
    Operand<TFloat32> padded =
        tf.pad(x, tf.constant(new int[][] {{0, 0}, {1, 1}, {1, 1}, {0, 0}}), tf.constant(0f));
    return tf.nn.conv2d(padded, weight, List.of(1L, step, step, 1L), "VALID");
  }

  private Operand<TFloat32> normalize(Operand<TFloat32> x, int channels) {
    Shape shape = Shape.of(channels);
    Operand<TFloat32> none = tf.constant(new float[0]);
    FusedBatchNorm<TFloat32, TFloat32> batchNorm =
        tf.nn.fusedBatchNorm(
            x,
            variable(filled(channels, 1), shape, false),
            variable(new float[channels], shape, false),
            none,
            none,
            FusedBatchNorm.epsilon(BATCH_NORM_EPS),
            FusedBatchNorm.isTraining(true));
    track(batchNorm.batchMean(), new float[channels], shape);
    track(batchNorm.batchVariance(), filled(channels, 1), shape);
    return batchNorm.y();
  }

  /** running += (1 - momentum) (batch - running). */
  private void track(Operand<TFloat32> batchValue, float[] start, Shape shape) {
    Variable running = newVariable(start, shape, false);
    updates.add(
        tf.assignAddVariableOp(
            running.handle(),
            tf.math.mul(
                tf.constant(1 - STATISTICS_MOMENTUM), tf.math.sub(batchValue, running.value()))));
  }

  private Operand<TFloat32> activate(Operand<TFloat32> x) {
    return activation.apply(tf, x, start -> variable(new float[] {start}, Shape.scalar(), false));
  }

  private Operand<TFloat32> crossEntropy(Operand<TFloat32> logits) {
    Operand<TFloat32> oneHot =
        tf.oneHot(labels, tf.constant(CLASSES), tf.constant(1f), tf.constant(0f));
    return tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(logits, oneHot).loss(), tf.constant(0));
  }

  private void descend(Graph graph) {
    Output<?>[] values =
        trainable.stream().map(variable -> variable.value().asOutput()).toArray(Output<?>[]::new);
    Output<?>[] gradients = graph.addGradients(loss.asOutput(), values);
    for (int i = 0; i < gradients.length; i++) {
      Variable variable = trainable.get(i);
      Operand<TFloat32> gradient = gradients[i].expect(TFloat32.class);
      if (variable.decays()) {
        gradient = tf.math.add(gradient, tf.math.mul(tf.constant(WEIGHT_DECAY), variable.value()));
      }
      Variable velocity =
          newVariable(new float[(int) variable.shape().size()], variable.shape(), false);
      updates.add(
          tf.train.resourceApplyMomentum(
              variable.handle(), velocity.handle(), learningRate, gradient, tf.constant(MOMENTUM)));
    }
  }

  /** A trainable kernel with He's normal initialization. */
  private Operand<TFloat32> kernel(Shape shape, int fanIn) {
    double deviation = Math.sqrt(2.0 / fanIn);
    float[] start = new float[(int) shape.size()];
    for (int i = 0; i < start.length; i++) {
      start[i] = (float) (deviation * random.nextGaussian());
    }
    return variable(start, shape, true);
  }

  private Operand<TFloat32> variable(float[] start, Shape shape, boolean decays) {
    Variable variable = newVariable(start, shape, decays);
    trainable.add(variable);
    parameters += start.length;
    return variable.value();
  }

  private Variable newVariable(float[] start, Shape shape, boolean decays) {
    // Handles without a name of their own would all mean the same variable.
    String name = "variable" + initializers.size();
    Operand<?> handle = tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
    initializers.add(tf.assignVariableOp(handle, tf.constant(shape, DataBuffers.of(start))));
    return new Variable(handle, tf.readVariableOp(handle, TFloat32.class), shape, decays);
  }

  private static float[] filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }
}
