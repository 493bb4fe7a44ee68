package org.ash.bench;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * ResNet-20 for CIFAR-10 as a user of DL4J writes it: the peer that the dl4j backend is measured
 * against. NCHW, batch normalization, SGD with momentum 0.9 and weight decay 1e-4. 269,722
 * trainable parameters. The zero channels of a shortcut all come last, not on both sides, since
 * DL4J has no layer that pads channels.
 */
final class ComputationGraphResNet20 {
  private static final int CLASSES = 10;
  private static final int STAGES = 3;
  private static final int BLOCKS_PER_STAGE = 3;
  private static final int CHANNELS = 16;
  private static final int SIDE = 32;
  private static final double MOMENTUM = 0.9;
  private static final double WEIGHT_DECAY = 1e-4;

  private final GraphBuilder graph;

  private ComputationGraphResNet20(long seed, double learningRate) {
    graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .weightInit(WeightInit.RELU)
            .updater(new Nesterovs(learningRate, MOMENTUM))
            .l2(WEIGHT_DECAY)
            .convolutionMode(ConvolutionMode.Same)
            .graphBuilder()
            .addInputs("images");
  }

  /** The network with ReLU, ready to be fitted to [N, 3, 32, 32] and labels [N, 10]. */
  static ComputationGraph create(long seed, double learningRate) {
    ComputationGraphResNet20 maker = new ComputationGraphResNet20(seed, learningRate);
    maker.build();
    ComputationGraph network = new ComputationGraph(maker.graph.build());
    network.init();
    return network;
  }

  private void build() {
    String x = normalized("stem", "images", CHANNELS, 1);
    x = relu("stem", x);
    for (int stage = 0; stage < STAGES; stage++) {
      for (int block = 0; block < BLOCKS_PER_STAGE; block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        x = block("stage" + stage + "-block" + block, x, CHANNELS << stage, stride);
      }
    }
    graph.addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), x);
    graph.addLayer(
        "logits",
        new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
            .nOut(CLASSES)
            .activation(Activation.SOFTMAX)
            .build(),
        "pool");
    graph.setOutputs("logits");
    graph.setInputTypes(InputType.convolutional(SIDE, SIDE, 3));
  }

  private String block(String name, String x, int channels, int stride) {
    String first = relu(name + "-1", normalized(name + "-1", x, channels, stride));
    String second = normalized(name + "-2", first, channels, 1);
    graph.addVertex(
        name + "-sum",
        new ElementWiseVertex(ElementWiseVertex.Op.Add),
        second,
        stride == 1 ? x : sampled(name, x));
    return relu(name, name + "-sum");
  }

  /** Every second pixel, and as many channels of zeros as there are. */
  private String sampled(String name, String x) {
    graph.addLayer(
        name + "-sampled",
        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
            .kernelSize(1, 1)
            .stride(2, 2)
            .build(),
        x);
    graph.addVertex(name + "-zeros", new ScaleVertex(0), name + "-sampled");
    graph.addVertex(name + "-shortcut", new MergeVertex(), name + "-sampled", name + "-zeros");
    return name + "-shortcut";
  }

  private String normalized(String name, String x, int channels, int stride) {
    graph.addLayer(
        name + "-conv",
        new ConvolutionLayer.Builder(3, 3)
            .stride(stride, stride)
            .nOut(channels)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .build(),
        x);
    graph.addLayer(name + "-norm", new BatchNormalization.Builder().build(), name + "-conv");
    return name + "-norm";
  }

  private String relu(String name, String x) {
    graph.addLayer(name + "-relu", new ActivationLayer(Activation.RELU), x);
    return name + "-relu";
  }
}
