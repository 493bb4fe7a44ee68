package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ash.activation.Activations;
import org.ash.ir.Variable;
import org.ash.nn.Network;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FeatureProbeTest {
  private static final int CLASSES = 3;

  private static Map<String, Tensor> weights(Network network) {
    Map<String, Tensor> weights = new HashMap<>();
    TrainingModule module = TrainingModule.of(network, TrainingConfig.builder(network).build());
    for (Variable variable : module.weights()) {
      weights.put(variable.name(), module.module().initialValues().get(variable));
    }
    return weights;
  }

  private static Tensor images(int count) {
    return Tensor.generate(
        DType.FLOAT32, Shape.of(count, 3, 32, 32), i -> Math.sin(i * 0.37) + i % 7 * 0.1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "ash", "prelu", "swish", "gelu", "elu", "softplus"})
  void everyPlace_isGivenOneFeatureMapForEachImage(String activation) {
    Network network = Zoo.create("resnet-8", Activations.parse(activation), CLASSES);
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults());
        FeatureProbe probe = FeatureProbe.of(network, weights(network), backend)) {
      Map<String, Tensor> features = probe.preActivations(images(2));
      assertEquals(network.activationPlaces(), List.copyOf(features.keySet()));
      features.forEach(
          (place, map) -> {
            assertEquals(4, map.shape().rank(), place);
            assertEquals(2, map.shape().dim(0), place);
          });
    }
  }

  /**
   * Behind the last activation of this network come only global average pooling and one dense
   * layer, so that Grad-CAM must be the class activation map of Zhou et al. (CVPR 2016) by H W.
   */
  @Test
  void gradCam_ofPoolingAndOneDenseLayer_isTheClassActivationMap() {
    Network network = Zoo.create("resnet-8", Activations.parse("relu"), CLASSES);
    Map<String, Tensor> weights = weights(network);
    List<Integer> classes = List.of(2, 0);
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults());
        FeatureProbe probe = FeatureProbe.of(network, weights, backend)) {
      Map<String, Tensor> features = probe.preActivations(images(2));
      List<String> places = network.activationPlaces();
      Tensor last = features.get(places.get(places.size() - 1));
      Tensor dense = dense(weights);
      Tensor map = probe.gradCam(images(2), classes);
      int channels = (int) last.shape().dim(1);
      int area = (int) (last.shape().dim(2) * last.shape().dim(3));
      assertEquals(Shape.of(2, last.shape().dim(2), last.shape().dim(3)), map.shape());
      for (int n = 0; n < 2; n++) {
        for (int i = 0; i < area; i++) {
          double sum = 0;
          for (int c = 0; c < channels; c++) {
            double activated = Math.max(0, last.get((n * channels + c) * area + i));
            sum += dense.get(classes.get(n) * channels + c) * activated / area;
          }
          assertEquals(Math.max(0, sum), map.get(n * area + i), 1e-6 * Math.max(1, Math.abs(sum)));
        }
      }
    }
  }

  /** The weights {@code [classes, channels]} of the last layer. */
  private static Tensor dense(Map<String, Tensor> weights) {
    return weights.values().stream()
        .filter(w -> w.shape().rank() == 2 && w.shape().dim(0) == CLASSES)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void gradCam_wantsAClassForEachImage() {
    Network network = Zoo.create("resnet-8", Activations.parse("relu"), CLASSES);
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults());
        FeatureProbe probe = FeatureProbe.of(network, weights(network), backend)) {
      assertThrows(IllegalArgumentException.class, () -> probe.gradCam(images(2), List.of(1)));
    }
  }
}
