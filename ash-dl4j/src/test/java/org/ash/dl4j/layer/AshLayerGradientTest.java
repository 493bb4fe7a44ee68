package org.ash.dl4j.layer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.gradientcheck.GradientCheckUtil.GraphConfig;
import org.deeplearning4j.gradientcheck.GradientCheckUtil.MLNConfig;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** DL4J's own gradient check: central differences of every parameter, in double precision. */
final class AshLayerGradientTest {
  private static final double STEP = 1e-6;
  private static final double RELATIVE = 1e-5;
  private static final double ABSOLUTE = 1e-9;
  private static final long SEED = 7;

  private static DataType defaultType;

  /** The check refuses to work in another default type. */
  @BeforeAll
  static void useDouble() {
    defaultType = Nd4j.dataType();
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
  }

  @AfterAll
  static void restoreType() {
    Nd4j.setDefaultDataTypes(defaultType, defaultType);
  }

  private static NeuralNetConfiguration.Builder configuration() {
    return new NeuralNetConfiguration.Builder()
        .seed(SEED)
        .dataType(DataType.DOUBLE)
        .updater(new NoOp());
  }

  private static void check(MultiLayerNetwork network, INDArray input) {
    assertTrue(
        GradientCheckUtil.checkGradients(
            new MLNConfig()
                .net(network)
                .input(input)
                .labels(Networks.labels(DataType.DOUBLE, (int) input.size(0)))
                .epsilon(STEP)
                .maxRelError(RELATIVE)
                .minAbsoluteError(ABSOLUTE)
                .print(GradientCheckUtil.PrintMode.FAILURES_ONLY)
                .exitOnFirstError(false)));
  }

  @Test
  void denseNetwork_passesGradientCheckUtil() {
    check(Networks.dense(configuration()), Networks.normal(DataType.DOUBLE, 5, 6));
  }

  @Test
  void convolutionalNetwork_passesGradientCheckUtil() {
    check(Networks.convolutional(configuration()), Networks.normal(DataType.DOUBLE, 4, 2, 6, 6));
  }

  @Test
  void computationGraph_passesGradientCheckUtil() {
    ComputationGraph graph = Networks.residual(configuration());
    assertTrue(
        GradientCheckUtil.checkGradients(
            new GraphConfig()
                .net(graph)
                .inputs(new INDArray[] {Networks.normal(DataType.DOUBLE, 5, 6)})
                .labels(new INDArray[] {Networks.labels(DataType.DOUBLE, 5)})
                .epsilon(STEP)
                .maxRelError(RELATIVE)
                .minAbsoluteError(ABSOLUTE)
                .print(GradientCheckUtil.PrintMode.FAILURES_ONLY)
                .exitOnFirstError(false)));
  }
}
