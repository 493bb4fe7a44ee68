package org.ash.dl4j.layer;

import java.util.Arrays;
import org.ash.tensor.Philox;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks of DL4J with ASH, for three classes. */
final class Networks {
  static final int CLASSES = 3;

  private Networks() {}

  /** [N, 6]: dense, ASH, dense, ASH, softmax. */
  static MultiLayerNetwork dense(NeuralNetConfiguration.Builder configuration) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            configuration
                .list()
                .layer(linear(8))
                .layer(new AshLayer.Builder().topPercent(30).build())
                .layer(linear(7))
                .layer(new AshLayer.Builder().alpha(0.7).z(-0.3).build())
                .layer(softmax())
                .setInputType(InputType.feedForward(6))
                .build());
    network.init();
    return network;
  }

  /** [N, 2, 6, 6]: convolution, ASH, softmax. */
  static MultiLayerNetwork convolutional(NeuralNetConfiguration.Builder configuration) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            configuration
                .list()
                .layer(
                    new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(new AshLayer.Builder().z(0.5).build())
                .layer(softmax())
                .setInputType(InputType.convolutional(6, 6, 2))
                .build());
    network.init();
    return network;
  }

  /** [N, 6]: two branches, one through ASH, added, and ASH again. */
  static ComputationGraph residual(NeuralNetConfiguration.Builder configuration) {
    ComputationGraph graph =
        new ComputationGraph(
            configuration
                .graphBuilder()
                .addInputs("x")
                .addLayer("stem", linear(5), "x")
                .addLayer("ash-1", new AshLayer.Builder().build(), "stem")
                .addLayer("branch", linear(5), "ash-1")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "stem", "branch")
                .addLayer("ash-2", new AshLayer.Builder().topPercent(20).build(), "sum")
                .addLayer("logits", softmax(), "ash-2")
                .setOutputs("logits")
                .setInputTypes(InputType.feedForward(6))
                .build());
    graph.init();
    return graph;
  }

  private static DenseLayer linear(int features) {
    return new DenseLayer.Builder().nOut(features).activation(Activation.IDENTITY).build();
  }

  private static OutputLayer softmax() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(CLASSES)
        .activation(Activation.SOFTMAX)
        .build();
  }

  /** Normal numbers of a fixed seed. */
  static INDArray normal(DataType type, long... shape) {
    int size = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
    return Nd4j.createFromArray(new Philox(11, 0).normals(size)).reshape('c', shape).castTo(type);
  }

  /** One-hot labels, classes in turn, [N, 3]. */
  static INDArray labels(DataType type, int samples) {
    INDArray labels = Nd4j.zeros(type, samples, CLASSES);
    for (int n = 0; n < samples; n++) {
      labels.putScalar(n, n % CLASSES, 1);
    }
    return labels;
  }
}
