package org.ash.dl4j.layer;

import java.util.Collection;
import java.util.Objects;
import org.ash.activation.Ash;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * ASH as a layer of DL4J: {@code y = x * sigmoid(2 alpha (x - mean - z std))}, mean and population
 * standard deviation {@code sqrt(variance + eps)} over each sample (Lee et al., NeurIPS 2022, Eq.
 * 10), with a trained alpha and a trained z. Input and output have the same shape, of rank 2 or
 * more with the samples first; the order of the other axes does not matter.
 *
 * <p>Put it behind a layer whose activation is {@link Activation#IDENTITY}. alpha and z count as
 * biases: a bias updater and bias regularization hold for them, weight decay does not.
 */
public final class AshLayer extends BaseLayer {
  private static final long serialVersionUID = 1L;

  private static final int PARAMETERS = 2;

  // Set by Jackson when a saved network is read.
  @JsonProperty private final double initialAlpha;
  @JsonProperty private final double initialZ;
  @JsonProperty private final double eps;

  /** For Jackson. */
  private AshLayer() {
    this(new Builder());
  }

  private AshLayer(Builder builder) {
    super(builder);
    this.initialAlpha = builder.ash.alpha();
    this.initialZ = builder.ash.z();
    this.eps = builder.ash.eps();
    initializeConstraints(builder);
  }

  /** Where alpha begins. */
  public double initialAlpha() {
    return initialAlpha;
  }

  /** Where z begins. */
  public double initialZ() {
    return initialZ;
  }

  /** What is added to the variance. */
  public double eps() {
    return eps;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType dataType) {
    AshComputation layer = new AshComputation(conf, dataType);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return AshParamInitializer.INSTANCE;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    if (input == null) {
      throw new IllegalStateException(
          "Layer " + index + " ('" + getLayerName() + "'), ASH, was given no input type.");
    }
    return input;
  }

  @Override
  public void setNIn(InputType input, boolean override) {
    // The statistics adapt to any number of features.
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null; // DL4J's word for "none is needed"
  }

  @Override
  public boolean isPretrainParam(String name) {
    return false;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    long elements = input.arrayElementsPerExample();
    return new LayerMemoryReport.Builder(getLayerName(), AshLayer.class, input, input)
        .standardMemory(PARAMETERS, getIUpdater().stateSize(PARAMETERS))
        .workingMemory(0, 2 * elements, 0, 5 * elements)
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof AshLayer;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AshLayer that
        && super.equals(that)
        && Double.compare(initialAlpha, that.initialAlpha) == 0
        && Double.compare(initialZ, that.initialZ) == 0
        && Double.compare(eps, that.eps) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), initialAlpha, initialZ, eps);
  }

  @Override
  public String toString() {
    return "AshLayer(layerName="
        + getLayerName()
        + ", alpha="
        + initialAlpha
        + ", z="
        + initialZ
        + ", eps="
        + eps
        + ")";
  }

  /** An {@link AshLayer} in the making. */
  public static final class Builder extends BaseLayer.Builder<Builder> {
    private Ash ash = Ash.standard();

    /** Where alpha begins: how sharp the gate is; finite, 1 unless set. */
    public Builder alpha(double initial) {
      ash = ash.withAlpha(initial);
      return this;
    }

    /** Where z begins: standard deviations above the mean; finite, 0 unless set. */
    public Builder z(double initial) {
      ash = ash.withZ(initial);
      return this;
    }

    /** Lets z begin where the top k percent of a normal sample pass; above 0 and below 100. */
    public Builder topPercent(double percent) {
      ash = ash.withTopPercent(percent);
      return this;
    }

    /** What is added to the variance under the root; above 0, 1e-5 unless set. */
    public Builder eps(double added) {
      ash = ash.withEps(added);
      return this;
    }

    /** Refused: the layer is an activation. */
    @Override
    public Builder activation(IActivation function) {
      throw activationRefused(function.toString());
    }

    /** Refused: the layer is an activation. */
    @Override
    public Builder activation(Activation function) {
      throw activationRefused(function.name());
    }

    private static UnsupportedOperationException activationRefused(String function) {
      return new UnsupportedOperationException(
          "AshLayer is an activation itself; put " + function + " into a layer of its own.");
    }

    /**
     * The layer.
     *
     * @param <E> {@link AshLayer}; DL4J declares the method so
     */
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <E extends org.deeplearning4j.nn.conf.layers.Layer> E build() {
      return (E) new AshLayer(this);
    }
  }
}
