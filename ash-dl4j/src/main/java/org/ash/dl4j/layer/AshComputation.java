package org.ash.dl4j.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * {@link AshLayer} at work, in ND4J's own operators on rows [N, M], one row per sample: it runs
 * wherever ND4J does. Forward values are computed again in the backward pass, since DL4J's working
 * memory does not outlive the forward pass.
 */
final class AshComputation extends BaseLayer<AshLayer> {
  private static final long serialVersionUID = 1L;

  AshComputation(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /**
   * What both passes need of the input.
   *
   * @param x the input, [N, M]
   * @param centred x - mean, [N, M]
   * @param deviation sqrt(variance + eps), [N, 1]
   * @param gate sigmoid(2 alpha (x - mean - z std)), [N, M]
   */
  private record Gated(
      double alpha, double z, INDArray x, INDArray centred, INDArray deviation, INDArray gate) {}

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    refuseMask();
    applyDropOutIfNecessary(training, workspaces);
    Gated gated = gated(training, workspaces);
    INDArray y = gated.gate().muli(gated.x()).reshape('c', input.shape());
    return workspaces.leverageTo(ArrayType.ACTIVATIONS, y);
  }

  /** The closed form of ASH-6; see {@link org.ash.ir.AshComposite.AshGradient}. */
  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    Gated gated = gated(true, workspaces);
    double alpha = gated.alpha();
    double z = gated.z();
    INDArray x = gated.x();
    INDArray passed = rows(epsilon).mul(gated.gate());
    INDArray h = gated.gate().rsub(1).muli(passed).muli(x);
    INDArray sums = h.sum(true, 1);
    double weighted = sums.mul(gated.deviation()).sumNumber().doubleValue();
    double moment = h.mul(gated.centred()).sumNumber().doubleValue();

    INDArray line = gated.centred().muliColumnVector(gated.deviation().rdiv(z)).addi(1);
    line.muliColumnVector(sums.mul(2 * alpha / x.size(1)));
    INDArray dx = passed.addi(h.muli(2 * alpha)).subi(line).reshape('c', input.shape());

    gradientViews.get(AshParamInitializer.ALPHA).assign(2 * (moment - z * weighted));
    gradientViews.get(AshParamInitializer.Z).assign(-2 * alpha * weighted);
    Gradient gradient = new DefaultGradient();
    gradientViews.forEach(gradient::setGradientFor);
    weightNoiseParams.clear();
    return new Pair<>(
        gradient, backpropDropOutIfPresent(workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, dx)));
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  private Gated gated(boolean training, LayerWorkspaceMgr workspaces) {
    double alpha = getParamWithNoise(AshParamInitializer.ALPHA, training, workspaces).getDouble(0);
    double z = getParamWithNoise(AshParamInitializer.Z, training, workspaces).getDouble(0);
    INDArray x = rows(input);
    INDArray centred = x.subColumnVector(x.mean(true, 1));
    INDArray variance = centred.mul(centred).mean(true, 1);
    INDArray deviation = Transforms.sqrt(variance.addi(layerConf().eps()), false);
    INDArray u = centred.subColumnVector(deviation.mul(z)).muli(2 * alpha);
    return new Gated(alpha, z, x, centred, deviation, Transforms.sigmoid(u, false));
  }

  /** Samples as rows, [N, M], in the network's type. */
  private INDArray rows(INDArray array) {
    if (array.rank() < 2) {
      throw new IllegalArgumentException(
          layerId()
              + ": ASH takes [N, ...] with the samples first, given a rank of "
              + array.rank()
              + ".");
    }
    long samples = array.size(0);
    return array.castTo(dataType).reshape('c', samples, array.length() / samples);
  }

  private void refuseMask() {
    if (maskArray != null) {
      throw new IllegalStateException(
          layerId()
              + ": ASH takes its statistics over the whole sample, and steps that a mask hides would"
              + " be part of them; feed sequences of equal length without a mask.");
    }
  }
}
