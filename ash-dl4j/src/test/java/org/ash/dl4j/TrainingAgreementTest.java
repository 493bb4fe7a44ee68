package org.ash.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.activation.Activations;
import org.ash.ir.GraphModule;
import org.ash.ir.Variable;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.train.TrainingConfig;
import org.ash.train.TrainingModule;
import org.ash.zoo.Zoo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole training step, and ten of them, equal the reference's from the same seed. */
final class TrainingAgreementTest {
  private static final int BATCH = 4;
  private static final int STEPS = 10;

  /**
   * Relative to the largest magnitude of a variable: what float32 leaves of gradients that pass
   * twenty layers. A wrong kernel is off by more than a thousandth.
   */
  private static final double ONE_STEP = 1e-4;

  /** Relative: rounding grows from step to step. */
  private static final double TEN_LOSSES = 1e-3;

  private record Training(List<Double> losses, Map<String, Tensor> afterOne) {}

  @ParameterizedTest
  @ValueSource(strings = {"relu", "ash"})
  void trainingResNet8_equalsTheReference(String activation) {
    TrainingConfig config = TrainingConfig.builder("resnet-8", activation, 10).seed(5).build();
    GraphModule module =
        TrainingModule.of(Zoo.create("resnet-8", Activations.parse(activation), 10), config)
            .module();
    Training expected;
    try (Backend reference = new ReferenceBackendProvider().open(BackendOptions.defaults())) {
      expected = train(reference, module);
    }
    Training actual = train(Computation.DL4J, module);
    for (int i = 0; i < STEPS; i++) {
      double loss = expected.losses().get(i);
      assertEquals(loss, actual.losses().get(i), TEN_LOSSES * Math.abs(loss), "loss " + i);
    }
    assertTrue(!expected.afterOne().isEmpty(), "there are variables");
    expected
        .afterOne()
        .forEach((name, tensor) -> compare(name, tensor, actual.afterOne().get(name)));
  }

  private static void compare(String name, Tensor expected, Tensor actual) {
    double largest = 1e-6;
    for (double value : expected.toDoubles()) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), ONE_STEP * largest, name + "[" + i + "]");
    }
  }

  private static Training train(Backend backend, GraphModule module) {
    List<Double> losses = new ArrayList<>();
    Map<String, Tensor> afterOne = new LinkedHashMap<>();
    try (Executable executable = backend.load(module)) {
      for (int step = 0; step < STEPS; step++) {
        Map<String, Tensor> feeds =
            Map.of(
                "images",
                Computation.normal(DType.FLOAT32, 100 + step % 2, BATCH, 3, 32, 32),
                "labels",
                Tensor.generate(DType.INT64, Shape.of(BATCH), i -> (3 * i + 1) % 10),
                "learningRate",
                Tensor.scalar(DType.FLOAT32, 0.01));
        losses.add(executable.run("train", feeds).get("loss").get(0));
        if (step == 0) {
          for (Variable variable : module.initialValues().keySet()) {
            afterOne.put(variable.name(), executable.read(variable.name()));
          }
        }
      }
    }
    return new Training(losses, afterOne);
  }
}
