package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InspectionTest {
  private static final int CLASSES = 3;
  private static final double EPS = 1e-5;

  private final TinyImages images = new TinyImages(24, CLASSES, 7);
  private final Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults());

  @AfterEach
  void closeBackend() {
    backend.close();
  }

  /** Settings hold their beginning: nothing is trained. */
  @ParameterizedTest
  @CsvSource(
      value = {
        "ash:z=0.5,alpha=2; 2; 0.5",
        "f-ash:k=10; 1; 1.2815515655446004",
        "l-ash:z=-0.5; 1; -0.5",
        "hard-ash:z=1,alpha=3; 3; 1",
        "hard-ash:z=1,alpha=-1; -1; 1",
        "hard-ash-eq7:z=1; Infinity; 1"
      },
      delimiter = ';')
  void everyVariant_tellsAlphaZAndTheShareAboveItsThreshold(
      String activation, double alpha, double z) {
    TinyNetwork network = new TinyNetwork(activation, CLASSES);
    TrainingConfig config = TrainingConfig.builder(network).batchSize(8).epochs(1).build();
    try (Trainer trainer = Trainer.builder(network, images, backend).config(config).build();
        Batches batches = images.open(BatchSource.Pass.evaluation(8))) {
      List<Inspection> places = trainer.inspect(images);
      Tensor batch = batches.next().orElseThrow().images();
      assertEquals(1, places.size());
      assertEquals("activation", places.get(0).place());
      assertEquals(alpha, places.get(0).alpha());
      assertEquals(z, places.get(0).z(), 1e-6);
      try (FeatureProbe probe = FeatureProbe.of(network, trainer.checkpoint().weights(), backend)) {
        Tensor maps = probe.preActivations(batch).get("activation");
        assertEquals(share(maps, alpha, z), places.get(0).share(), 1e-6);
      }
    }
  }

  @Test
  void averagedWeights_areWhatIsTold() {
    TinyNetwork network = new TinyNetwork("hard-ash", CLASSES);
    TrainingConfig config =
        TrainingConfig.builder(network)
            .batchSize(8)
            .epochs(1)
            .averageDecay(0.9)
            .schedule("constant:lr=0.1")
            .build();
    try (Trainer trainer = Trainer.builder(network, images, backend).config(config).build()) {
      trainer.run();
      Checkpoint checkpoint = trainer.checkpoint();
      Inspection place = trainer.inspect(images).get(0);
      assertEquals(checkpoint.average().get("activation.z").get(0), place.z());
    }
  }

  @Test
  void activationWithoutThreshold_hasNothingToTell() {
    TinyNetwork network = new TinyNetwork("relu", CLASSES);
    TrainingConfig config = TrainingConfig.builder(network).batchSize(8).epochs(1).build();
    try (Trainer trainer = Trainer.builder(network, images, backend).config(config).build()) {
      assertTrue(trainer.inspect(images).isEmpty());
    }
  }

  private static double share(Tensor maps, double alpha, double z) {
    int n = (int) maps.shape().dim(0);
    int size = maps.size() / n;
    long open = 0;
    for (int sample = 0; sample < n; sample++) {
      int first = sample * size;
      double[] x = IntStream.range(first, first + size).mapToDouble(maps::get).toArray();
      double mean = Arrays.stream(x).average().orElseThrow();
      double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      double threshold = mean + z * Math.sqrt(variance + EPS);
      open += Arrays.stream(x).filter(v -> alpha * (v - threshold) > 0).count();
    }
    return (double) open / maps.size();
  }
}
