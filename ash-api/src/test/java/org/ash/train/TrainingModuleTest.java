package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.Variable;
import org.ash.nn.LayerContext;
import org.ash.nn.Parameters;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainingModuleTest {
  private static final int CLASSES = 3;

  private final TinyNetwork network = new TinyNetwork("ash", CLASSES);
  private final Batch batch =
      new TinyImages(6, CLASSES, 3).open(BatchSource.Pass.evaluation(6)).next().orElseThrow();

  private TrainingConfig.Builder config() {
    return TrainingConfig.builder(network)
        .optimizer("sgd:momentum=0")
        .schedule("constant")
        .weightDecay(0);
  }

  /** The results of one step, and the variables after it under {@code "after " + name}. */
  private Map<String, Tensor> step(TrainingConfig config, double rate) {
    TrainingModule module = TrainingModule.of(network, config);
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults());
        Executable executable = backend.load(module.module())) {
      Map<String, Tensor> results =
          executable.run(
              TrainingModule.TRAIN,
              Map.of(
                  "images", batch.images(),
                  "labels", batch.labels(),
                  "learningRate", Tensor.scalar(DType.FLOAT32, rate)));
      module.weights().forEach(v -> results.put("after " + v.name(), executable.read(v.name())));
      return results;
    }
  }

  private double distance(TrainingConfig config, double rate) {
    Map<String, Tensor> after = step(config, rate);
    return Math.sqrt(
        trained(config)
            .flatMapToDouble(
                variable -> {
                  Tensor before =
                      TrainingModule.of(network, config).module().initialValues().get(variable);
                  Tensor now = after.get("after " + variable.name());
                  return IntStream.range(0, now.size())
                      .mapToDouble(i -> Math.pow(now.get(i) - before.get(i), 2));
                })
            .sum());
  }

  private Stream<Variable> trained(TrainingConfig config) {
    return TrainingModule.of(network, config).weights().stream().filter(v -> v.role().trainable());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5})
  void loss_isTheSmoothedCrossEntropyOfTheLogits(double smoothing) {
    Tensor logits = trainingLogits();
    double expected = 0;
    for (int n = 0; n < 6; n++) {
      double sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        sum += Math.exp(logits.get(n * CLASSES + c));
      }
      for (int c = 0; c < CLASSES; c++) {
        double weight = smoothing / CLASSES + (c == batch.labels().getLong(n) ? 1 - smoothing : 0);
        expected -= weight * (logits.get(n * CLASSES + c) - Math.log(sum)) / 6;
      }
    }
    double actual = step(config().labelSmoothing(smoothing).build(), 0).get("loss").get(0);
    assertEquals(expected, actual, 1e-6);
  }

  /** Logits of the training graph: its loss is the only output, so the forward pass is written. */
  private Tensor trainingLogits() {
    GraphBuilder g = new GraphBuilder("logits");
    Parameters parameters = new Parameters(config().build().seed());
    LayerContext layers = new LayerContext(g, parameters, LayerContext.Mode.TRAINING);
    g.output("logits", network.forward(layers, TrainingModule.images(g, network)));
    GraphModule module =
        new GraphModule("m", parameters.initialValues(), Map.of("logits", g.build()));
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults());
        Executable executable = backend.load(module)) {
      return executable.run("logits", Map.of("images", batch.images())).get("logits");
    }
  }

  @Test
  void plainStep_movesAgainstTheGradientByItsNorm() {
    double norm = step(config().build(), 0).get("gradientNorm").get(0);
    assertEquals(norm * 0.5, distance(config().build(), 0.5), 1e-5);
  }

  @Test
  void clippedStep_movesByTheClipNorm() {
    assertEquals(0.01 * 0.5, distance(config().clipNorm(0.01).build(), 0.5), 1e-6);
  }

  @Test
  void clippedGradient_reportsTheNormBeforeClipping() {
    double norm = step(config().build(), 0).get("gradientNorm").get(0);
    assertEquals(norm, step(config().clipNorm(0.01).build(), 0).get("gradientNorm").get(0));
  }

  @Test
  void gradientBelowTheClipNorm_isNotScaled() {
    assertEquals(
        distance(config().build(), 0.5), distance(config().clipNorm(1e6).build(), 0.5), 1e-6);
  }

  @Test
  void decay_touchesWeightsOnly() {
    assertDecayed(config().weightDecay(0.1).build(), false);
  }

  @Test
  void decayAll_touchesScalesBiasesAndActivationsToo() {
    assertDecayed(config().weightDecay(0.1).decayAll(true).build(), true);
  }

  private void assertDecayed(TrainingConfig config, boolean all) {
    Map<String, Tensor> plain = step(config().build(), 0.5);
    Map<String, Tensor> decayed = step(config, 0.5);
    Map<Variable, Tensor> before = TrainingModule.of(network, config).module().initialValues();
    trained(config)
        .forEach(
            variable -> {
              String name = "after " + variable.name();
              boolean touched = all || variable.role() == Variable.Role.WEIGHT;
              double factor = touched ? 0.5 * 0.1 : 0;
              for (int i = 0; i < before.get(variable).size(); i++) {
                double expected = plain.get(name).get(i) - factor * before.get(variable).get(i);
                assertEquals(expected, decayed.get(name).get(i), 1e-6, variable.name());
              }
            });
  }

  @Test
  void inferenceModule_refusesAMissingTensor() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> TrainingModule.inference(network, Map.of()));
    assertEquals("tensor 'conv.weight' is missing", error.getMessage());
  }

  @Test
  void inspectGraph_isThereOnlyWithAsh() {
    TinyNetwork relu = new TinyNetwork("relu", CLASSES);
    TrainingModule module = TrainingModule.of(relu, TrainingConfig.builder(relu).build());
    assertTrue(!module.module().graphs().containsKey("inspect"));
  }

  @Test
  void plainSgd_writesNoSlots() {
    assertEquals(0, TrainingModule.of(network, config().build()).slots().size());
  }
}
