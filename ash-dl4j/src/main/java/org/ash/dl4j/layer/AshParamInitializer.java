package org.ash.dl4j.layer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The parameters of an {@link AshLayer}: alpha, then z, each [1, 1], views of the network's. */
final class AshParamInitializer implements ParamInitializer {
  static final String ALPHA = "alpha";
  static final String Z = "z";
  static final AshParamInitializer INSTANCE = new AshParamInitializer();

  private static final List<String> KEYS = List.of(ALPHA, Z);

  private AshParamInitializer() {}

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return KEYS.size();
  }

  @Override
  public long numParams(Layer layer) {
    return KEYS.size();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return KEYS;
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return KEYS;
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return false;
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return KEYS.contains(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray parameters, boolean initialize) {
    Map<String, INDArray> views = views(parameters);
    views.keySet().forEach(conf::addVariable);
    if (initialize) {
      AshLayer layer = (AshLayer) conf.getLayer();
      views.get(ALPHA).assign(layer.initialAlpha());
      views.get(Z).assign(layer.initialZ());
    }
    return views;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradients) {
    return views(gradients);
  }

  private static Map<String, INDArray> views(INDArray flattened) {
    if (flattened.length() != KEYS.size()) {
      throw new IllegalArgumentException(
          "AshLayer has " + KEYS.size() + " parameters, given " + flattened.length() + ".");
    }
    INDArray vector = flattened.reshape(flattened.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    for (int i = 0; i < KEYS.size(); i++) {
      views.put(KEYS.get(i), vector.get(NDArrayIndex.interval(i, i + 1L)).reshape(1, 1));
    }
    return Collections.synchronizedMap(views);
  }
}
