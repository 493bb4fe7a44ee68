package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.ir.Variable;
import org.ash.nn.Network;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParameterGroupTest {
  private static final double RATE = 0.5;

  private final Network network = new TinyNetwork("ash", 2);
  private final Batch batch =
      new TinyImages(6, 2, 3).open(BatchSource.Pass.evaluation(6)).next().orElseThrow();

  private TrainingConfig.Builder config(String... groups) {
    return TrainingConfig.builder(network)
        .optimizer("sgd:momentum=0")
        .schedule("constant")
        .weightDecay(0)
        .groups(Arrays.stream(groups).map(ParameterGroup::parse).toList());
  }

  /** By how much one step changes each parameter. */
  private Map<String, double[]> changes(TrainingConfig config) {
    TrainingModule module = TrainingModule.of(network, config);
    Map<String, double[]> changes = new LinkedHashMap<>();
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults());
        Executable executable = backend.load(module.module())) {
      executable.run(
          TrainingModule.TRAIN,
          Map.of(
              "images", batch.images(),
              "labels", batch.labels(),
              "learningRate", Tensor.scalar(DType.FLOAT32, RATE)));
      for (Variable variable : module.weights()) {
        double[] after = executable.read(variable.name()).toDoubles();
        Tensor before = module.module().initialValues().get(variable);
        Arrays.setAll(after, i -> after[i] - before.get(i));
        changes.put(variable.name(), after);
      }
    }
    return changes;
  }

  private static boolean isZero(double[] values) {
    return Arrays.stream(values).allMatch(value -> value == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"frozen=true", "lr=0"})
  void frozenGroup_stays_andTheOthersDoNot(String how) {
    Map<String, double[]> changes = changes(config("conv.*:" + how, "*.alpha:" + how).build());
    assertTrue(isZero(changes.get("conv.weight")));
    assertTrue(isZero(changes.get("activation.alpha")));
    assertTrue(!isZero(changes.get("activation.z")) && !isZero(changes.get("dense.weight")));
  }

  @ParameterizedTest
  @CsvSource({"dense.weight,0.25", "norm.scale,2", "activation.z,0.5"})
  void rateFactor_scalesTheStepOfItsGroup_alone(String name, double factor) {
    Map<String, double[]> plain = changes(config().build());
    Map<String, double[]> scaled = changes(config(name + ":lr=" + factor).build());
    plain.forEach(
        (variable, change) -> {
          for (int i = 0; i < change.length; i++) {
            double expected = change[i] * (variable.equals(name) ? factor : 1);
            assertEquals(expected, scaled.get(variable)[i], 1e-6, variable);
          }
        });
  }

  @Test
  void decayOfAGroup_isOfAllItsParameters_andReplacesTheUsual() {
    Map<String, double[]> plain = changes(config().build());
    Map<String, double[]> decayed =
        changes(config("norm.*:decay=0.1", "dense.*:decay=0").weightDecay(0.2).build());
    TrainingModule module = TrainingModule.of(network, config().build());
    Map<String, Double> decays = Map.of("norm.scale", 0.1, "dense.weight", 0.0, "conv.weight", 0.2);
    decays.forEach(
        (name, decay) -> {
          Tensor before = module.module().initialValues().get(module.module().variable(name));
          for (int i = 0; i < before.size(); i++) {
            double expected = plain.get(name)[i] - RATE * decay * before.get(i);
            assertEquals(expected, decayed.get(name)[i], 1e-6, name);
          }
        });
  }

  @Test
  void firstGroupThatFits_counts() {
    Map<String, double[]> changes =
        changes(config("dense.weight:lr=1", "dense.*:frozen=true").build());
    assertTrue(!isZero(changes.get("dense.weight")));
    assertTrue(isZero(changes.get("dense.bias")));
  }

  @Test
  void frozenParameters_areNotCounted_andHaveNoSlots() {
    TrainingConfig config = config("conv.*:frozen=true").optimizer("sgd:momentum=0.9").build();
    TrainingModule module = TrainingModule.of(network, config);
    assertTrue(module.trained().stream().noneMatch(v -> v.name().startsWith("conv.")));
    assertTrue(module.slots().stream().noneMatch(v -> v.name().contains("conv.")));
  }

  @Test
  void groupWithoutAnyParameter_isRefused_withTheNearestName() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> TrainingModule.of(network, config("dence.*:lr=0.1").build()));
    assertTrue(refusal.getMessage().contains("No parameter of tiny is named 'dence.*'"));
    assertTrue(refusal.getMessage().contains("dense.*"), refusal.getMessage());
  }

  @Test
  void everythingFrozen_isRefused() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> TrainingModule.of(network, config("*:frozen=true").build()));
    assertTrue(refusal.getMessage().contains("nothing to train"), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dense.*", ":lr=1", "dense.*:rate=1", "dense.*:lr=-1", "dense.*:frozen=yes"})
  void unreadableGroup_isRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ParameterGroup.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.*:lr=0.5", "a:lr=1,decay=0", "*:lr=1,decay=0.001,frozen=true"})
  void spec_parsesToAnEqualGroup(String text) {
    ParameterGroup group = ParameterGroup.parse(text);
    assertEquals(group, ParameterGroup.parse(group.spec()));
    assertEquals(List.of(text), List.of(group.spec()));
  }
}
