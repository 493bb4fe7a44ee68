package org.ash.bench;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * ResNet-20 for CIFAR-10 as a user of TensorFlow Java writes it by hand: the peer that the
 * TensorFlow backend is measured against. NHWC, graph mode, one session, resource variables, fused
 * batch normalization, gradients by {@code Graph.addGradients}, SGD with momentum 0.9 and weight
 * decay 1e-4 on the kernels. 269,722 trainable parameters.
 *
 * <p>Not thread-safe. Images and labels are copied into two tensors that live as long as the
 * network; a step leaves nothing behind.
 */
public final class HandWrittenResNet20 implements AutoCloseable {

  /** Values of one image: 32 rows of 32 pixels of 3 channels. */
  public static final int IMAGE_VALUES = 32 * 32 * 3;

  private final int batch;
  private final Graph graph = new Graph();
  private final ResNet20Graph network;
  private final Session session;
  private final TFloat32 images;
  private final TInt32 labels;

  /** What stands where the paper's ReLU does; may create trainable scalars of its own. */
  @FunctionalInterface
  public interface Activation {

    /**
     * Adds the activation of {@code x} to the graph.
     *
     * @param scalars makes a trainable scalar with a start value
     */
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Scalars scalars);

    /** Makes trainable scalars. */
    @FunctionalInterface
    interface Scalars {

      /** A new trainable scalar, as read in this step. */
      Operand<TFloat32> create(float start);
    }
  }

  /**
   * The network with ReLU.
   *
   * @param batch images per step, at least 1
   * @param seed of the initial weights
   * @param threads how many threads TensorFlow may use within an operator
   */
  public HandWrittenResNet20(int batch, long seed, int threads) {
    this(batch, seed, threads, (tf, x, scalars) -> tf.nn.relu(x));
  }

  /** The network with another activation. */
  public HandWrittenResNet20(int batch, long seed, int threads, Activation activation) {
    this.batch = batch;
    this.network = new ResNet20Graph(graph, batch, seed, activation);
    this.session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(1)
                .build());
    this.images = TFloat32.tensorOf(Shape.of(batch, 32, 32, 3));
    this.labels = TInt32.tensorOf(Shape.of(batch));
    session.run(network.initialize());
  }

  /**
   * Trains on one batch.
   *
   * @param newImages {@code batch * IMAGE_VALUES} values from its position on, NHWC, normalized;
   *     the position stays
   * @param newLabels {@code batch} class numbers from 0 to 9; the position stays
   * @return the mean cross-entropy before the step
   */
  public float step(FloatBuffer newImages, IntBuffer newLabels, float learningRate) {
    DataBuffers.of(newImages.slice())
        .copyTo(images.asRawTensor().data().asFloats(), (long) batch * IMAGE_VALUES);
    DataBuffers.of(newLabels.slice()).copyTo(labels.asRawTensor().data().asInts(), batch);
    try (Tensor rate = TFloat32.scalarOf(learningRate);
        Result result =
            session
                .runner()
                .feed(network.images(), images)
                .feed(network.labels(), labels)
                .feed(network.learningRate(), rate)
                .addTarget(network.train())
                .fetch(network.loss())
                .run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  /** Number of trainable parameters. */
  public long parameters() {
    return network.parameters();
  }

  @Override
  public void close() {
    images.close();
    labels.close();
    session.close();
    graph.close();
  }
}
