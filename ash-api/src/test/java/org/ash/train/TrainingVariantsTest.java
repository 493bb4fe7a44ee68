package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ash.nn.Network;
import org.ash.tensor.Tensor;
import org.ash.train.TrainingVariants.Trained;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Steps in parts, averages of weights, mixup: what they compute, and that resuming changes none.
 */
final class TrainingVariantsTest {
  /** Variables are float32, and sums in another order round differently: over six steps. */
  private static final double ROUNDING = 2e-6;

  private final Network separate = new TrainingVariants.Separate();

  @TempDir private Path folder;

  static Stream<TrainingConfig> variants() {
    Network network = new TinyNetwork("ash", 2);
    return Stream.of(
        TrainingVariants.config(network).parts(4).build(),
        TrainingVariants.config(network).recompute(true).parts(2).build(),
        TrainingVariants.config(network).averageDecay(0.9).build(),
        TrainingVariants.config(network).mixup(0.4).labelSmoothing(0.1).build(),
        TrainingVariants.config(network)
            .groups(
                List.of(
                    ParameterGroup.parse("conv.*:lr=0.5"),
                    ParameterGroup.parse("dense.*:decay=0.1")))
            .build(),
        TrainingVariants.config(network)
            .optimizer("adamw")
            .schedule("constant:lr=0.01")
            .parts(2)
            .averageDecay(0.5)
            .mixup(2)
            .groups(List.of(ParameterGroup.parse("norm.*:frozen=true")))
            .build());
  }

  @ParameterizedTest
  @MethodSource("variants")
  void interruptedAndResumed_equalsStraightTraining(TrainingConfig config) {
    Network network = new TinyNetwork("ash", 2);
    Trained straight = TrainingVariants.train(network, config);
    for (int steps : List.of(1, 2, 3, 4, 5)) {
      Trained resumed =
          TrainingVariants.interrupted(network, config, steps, folder.resolve("" + steps));
      assertEquals(straight.losses(), resumed.losses());
      assertBitEqual(straight.end().values(), resumed.end().values());
    }
  }

  private static void assertBitEqual(Map<String, Tensor> expected, Map<String, Tensor> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach(
        (name, tensor) -> assertTrue(tensor.bitEquals(actual.get(name)), "differs: " + name));
  }

  private static void assertClose(Map<String, Tensor> expected, Map<String, Tensor> actual) {
    expected.forEach(
        (name, tensor) -> {
          for (int i = 0; i < tensor.size(); i++) {
            assertEquals(tensor.get(i), actual.get(name).get(i), ROUNDING, name);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void stepInParts_equalsTheWholeStep_whereNoExampleSeesAnother(int parts) {
    TrainingConfig.Builder config =
        TrainingVariants.config(separate).mixup(0.5).clipNorm(0.5).averageDecay(0.9);
    Trained whole = TrainingVariants.train(separate, config.build());
    Trained inParts = TrainingVariants.train(separate, config.parts(parts).build());
    assertClose(whole.end().values(), inParts.end().values());
    assertEquals(whole.end().values().keySet(), inParts.end().values().keySet());
  }

  @Test
  void stepInParts_tellsTheMeanLossOfAll() {
    TrainingConfig.Builder config = TrainingVariants.config(separate);
    List<Double> whole = TrainingVariants.train(separate, config.build()).losses();
    List<Double> inParts = TrainingVariants.train(separate, config.parts(4).build()).losses();
    for (int i = 0; i < whole.size(); i++) {
      assertEquals(whole.get(i), inParts.get(i), ROUNDING);
    }
  }

  /** In batch normalization the examples of a part see each other and no others. */
  @Test
  void stepInParts_differsFromTheWholeStep_withBatchStatistics() {
    Network network = new TinyNetwork("relu", 2);
    TrainingConfig.Builder config = TrainingVariants.config(network);
    double whole = TrainingVariants.train(network, config.build()).losses().get(0);
    double inParts = TrainingVariants.train(network, config.parts(4).build()).losses().get(0);
    assertTrue(Math.abs(whole - inParts) > 1e-4, whole + " and " + inParts);
  }

  @Test
  void partsThatDoNotDivideTheBatch_areRefused() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> TrainingVariants.config(separate).parts(3).build());
    assertEquals("A step of 8 images cannot be computed in 3 equal parts.", refusal.getMessage());
  }

  @Test
  void average_followsTheWeightsByItsDecay() {
    TrainingConfig config = TrainingVariants.config(separate).averageDecay(0.3).build();
    Map<String, Tensor> first =
        TrainingVariants.interrupted(separate, config, 1, folder.resolve("1")).end().average();
    Checkpoint one = Checkpoint.load(folder.resolve("1"));
    TrainingVariants.interrupted(separate, config, 2, folder.resolve("2"));
    Checkpoint two = Checkpoint.load(folder.resolve("2"));
    double share = 1 - Math.min(0.3, 2.0 / 11);
    String name = "first.weight";
    for (int i = 0; i < two.weights().get(name).size(); i++) {
      double before = one.average().get(name).get(i);
      double expected = before + share * (two.weights().get(name).get(i) - before);
      assertEquals(expected, two.average().get(name).get(i), 1e-7);
    }
    assertEquals(one.weights().keySet(), first.keySet());
  }

  @Test
  void averageShare_isOfTheDecay_onceThereAreManySteps() {
    assertEquals(0.9, WeightAverage.share(0.999, 0), 1e-12);
    assertEquals(0.001, WeightAverage.share(0.999, 1_000_000), 1e-12);
  }

  @Test
  void averagedWeights_areWhatIsEvaluated() {
    Network network = new TinyNetwork("ash", 2);
    TrainingConfig config = TrainingVariants.config(network).averageDecay(0.95).build();
    Checkpoint end = TrainingVariants.train(network, config).end();
    double told = end.progress().history().get(1).test().orElseThrow().loss();
    assertEquals(loss(end.averaged(), network), told, 1e-9);
    assertTrue(Math.abs(loss(end, network) - told) > 1e-6, "the weights themselves give the same");
  }

  private static double loss(Checkpoint checkpoint, Network network) {
    try (var backend =
            new org.ash.reference.ReferenceBackendProvider()
                .open(org.ash.spi.BackendOptions.defaults());
        Predictor predictor = Predictor.of(checkpoint, network, backend)) {
      return predictor.evaluate(TrainingVariants.images(), 8).summary().loss();
    }
  }

  @Test
  void mixup_changesTheLosses_asTheSeedDoes() {
    TrainingConfig.Builder config = TrainingVariants.config(separate);
    List<Double> plain = TrainingVariants.train(separate, config.build()).losses();
    List<Double> mixed = TrainingVariants.train(separate, config.mixup(0.5).build()).losses();
    assertTrue(!plain.equals(mixed), plain::toString);
  }
}
