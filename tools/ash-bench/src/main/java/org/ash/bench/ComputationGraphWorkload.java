package org.ash.bench;

import org.ash.tensor.Philox;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Training steps of DL4J's own network on random images. */
final class ComputationGraphWorkload implements Workload {
  private static final long SEED = 1;
  private static final int CLASSES = 10;
  private static final int CHANNELS = 3;
  private static final int SIDE = 32;

  private final ComputationGraph network;
  private final INDArray images;
  private final INDArray labels;

  ComputationGraphWorkload(int batch, double learningRate) {
    network = ComputationGraphResNet20.create(SEED, learningRate);
    Philox random = new Philox(SEED, Philox.site("images"));
    double[] normals = random.normals(batch * CHANNELS * SIDE * SIDE);
    float[] pixels = new float[normals.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) normals[i];
    }
    images = Nd4j.create(pixels, new long[] {batch, CHANNELS, SIDE, SIDE}, 'c');
    labels = Nd4j.zeros(batch, CLASSES);
    for (int i = 0; i < batch; i++) {
      labels.putScalar(i, random.below(i, CLASSES), 1);
    }
  }

  @Override
  public void step() {
    network.fit(new INDArray[] {images}, new INDArray[] {labels});
  }

  /** The loss of the last step, penalty of the weights included. */
  double loss() {
    return network.score();
  }

  /** Trainable parameters and running statistics. */
  long parameters() {
    return network.numParams();
  }

  @Override
  public void close() {
    network.close();
    images.close();
    labels.close();
  }
}
