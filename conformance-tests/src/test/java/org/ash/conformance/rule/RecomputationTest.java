package org.ash.conformance.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ash.activation.Activations;
import org.ash.dl4j.Dl4jBackendProvider;
import org.ash.ir.Graph;
import org.ash.ir.GraphModule;
import org.ash.ir.Variable;
import org.ash.nn.Network;
import org.ash.onnx.runtime.OnnxRuntimeProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.BackendProvider;
import org.ash.spi.Executable;
import org.ash.tensor.Tensor;
import org.ash.tf.TensorFlowProvider;
import org.ash.train.TrainingConfig;
import org.ash.train.TrainingModule;
import org.ash.zoo.CifarResNet;
import org.ash.zoo.DenseNet;
import org.ash.zoo.DenseNetSize;
import org.ash.zoo.ResNetSize;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Making forward results again changes no bit on an engine; but TensorFlow with oneDNN has a kernel
 * of its own for x sigmoid(x) where nothing else reads the sigmoid, which that decides.
 */
final class RecomputationTest {
  /** Far above what the rounding of one kernel becomes in five steps, far below a lost gradient. */
  private static final double SHARE_OF_THE_LARGEST = 1e-4;

  private static final int BATCH = 6;
  private static final int STEPS = 5;

  static Stream<Arguments> trainings() {
    List<BackendProvider> engines =
        List.of(new TensorFlowProvider(), new Dl4jBackendProvider(), new OnnxRuntimeProvider());
    return engines.stream()
        .flatMap(
            engine ->
                Stream.of("relu", "ash", "swish", "prelu")
                    .flatMap(RecomputationTest::networks)
                    .map(network -> Arguments.of(engine, network.name(), network)));
  }

  private static Stream<Network> networks(String activation) {
    var at = Activations.parse(activation);
    DenseNetSize plain = new DenseNetSize(List.of(4, 3), 4, 8, false, 1, false, 16);
    DenseNetSize compressed = new DenseNetSize(List.of(4, 3), 4, 8, true, 0.5, false, 16);
    return Stream.of(
        new DenseNet("plain " + activation, plain, 0.2, at, TrainingFeeds.CLASSES),
        new DenseNet("bottleneck " + activation, compressed, 0, at, TrainingFeeds.CLASSES),
        new CifarResNet(
            "residual " + activation, new ResNetSize(2, 4, 16), at, TrainingFeeds.CLASSES));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("trainings")
  void training_isTheSameToTheBit(BackendProvider engine, String name, Network network) {
    try (Backend backend = engine.open(BackendOptions.defaults().withThreads(1))) {
      Map<String, Tensor> kept = train(backend, module(network, false));
      Map<String, Tensor> again = train(backend, module(network, true));
      assertFalse(kept.isEmpty());
      assertEquals(kept.keySet(), again.keySet());
      boolean fused = backend.name().equals("tensorflow") && name.endsWith("swish");
      kept.forEach(
          (key, tensor) ->
              assertTrue(
                  fused ? isClose(tensor, again.get(key)) : tensor.bitEquals(again.get(key)),
                  key + " differs"));
    }
  }

  private static boolean isClose(Tensor kept, Tensor again) {
    double largest = 0;
    double error = 0;
    for (int i = 0; i < kept.size(); i++) {
      largest = Math.max(largest, Math.abs(kept.get(i)));
      error = Math.max(error, Math.abs(kept.get(i) - again.get(i)));
    }
    return error <= SHARE_OF_THE_LARGEST * largest;
  }

  private static GraphModule module(Network network, boolean recompute) {
    TrainingConfig config =
        TrainingConfig.builder(network).batchSize(BATCH).recompute(recompute).build();
    return TrainingModule.of(network, config).module();
  }

  /** The outputs of every step and the variables after the last. */
  private static Map<String, Tensor> train(Backend backend, GraphModule module) {
    Map<String, Tensor> results = new LinkedHashMap<>();
    Graph graph = module.graph(TrainingModule.TRAIN);
    try (Executable executable = backend.load(module)) {
      for (int i = 0; i < STEPS; i++) {
        int step = i;
        executable
            .run(TrainingModule.TRAIN, TrainingFeeds.of(graph, BATCH, step))
            .forEach((name, tensor) -> results.put(name + " of step " + step, tensor));
      }
      for (Variable variable : module.initialValues().keySet()) {
        results.put(variable.name(), executable.read(variable.name()));
      }
    }
    return results;
  }
}
