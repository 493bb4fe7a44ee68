package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ash.activation.Activations;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.train.checkpoint.CheckpointException;
import org.ash.train.checkpoint.CheckpointStore;
import org.ash.zoo.Zoo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PredictorTest {
  private static final int CLASSES = 3;

  private final TinyNetwork network = new TinyNetwork("ash", CLASSES);
  private final TinyImages images = new TinyImages(24, CLASSES, 7);
  private final Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults());

  @TempDir private Path folder;
  private Checkpoint checkpoint;
  private Evaluation trained;

  @BeforeEach
  void train() {
    TrainingConfig config =
        TrainingConfig.builder(network).batchSize(8).epochs(8).schedule("cosine:lr=0.3").build();
    try (Trainer trainer = Trainer.builder(network, images, backend).config(config).build()) {
      trainer.run();
      checkpoint = trainer.checkpoint();
      trained = trainer.evaluate(images);
    }
  }

  @AfterEach
  void closeBackend() {
    backend.close();
  }

  /** A pixel of class 1's stripes: 0.75 is one deviation of 0.25 above the mean of 0.5. */
  private static double pixel(int index) {
    return index / 6 % CLASSES == 1 ? 191 : 64;
  }

  @Test
  void predictor_evaluatesAsTheTrainerDid() {
    try (Predictor predictor = Predictor.of(checkpoint, network, backend)) {
      assertEquals(trained.summary(), predictor.evaluate(images, 8).summary());
    }
  }

  /** As when all image files are damaged: an accuracy of 0 / 0 would be a number to nobody. */
  @Test
  void setThatGivesNoneOfItsExamples_isAnError() {
    BatchSource.Pass beyondTheEnd = new BatchSource.Pass(0, 0, 8, false, false, false, 3);
    BatchSource none = new NoneOf(images, beyondTheEnd);
    try (Predictor predictor = Predictor.of(checkpoint, network, backend)) {
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> predictor.evaluate(none, 8));
      assertTrue(error.getMessage().startsWith("None of the 24 images"), error.getMessage());
    }
  }

  private record NoneOf(BatchSource all, BatchSource.Pass beyondTheEnd) implements BatchSource {
    @Override
    public int examples() {
      return all.examples();
    }

    @Override
    public Preprocessing preprocessing() {
      return all.preprocessing();
    }

    @Override
    public Batches open(Pass pass) {
      return all.open(beyondTheEnd);
    }
  }

  @Test
  void lastBatch_isNeverLeftOutOfAnEvaluation() {
    try (Predictor predictor = Predictor.of(checkpoint, network, backend)) {
      Evaluation.Summary summary = predictor.evaluate(images, 7).summary();
      assertEquals(24, summary.examples());
      assertEquals(trained.summary().loss(), summary.loss(), 1e-6);
    }
  }

  @Test
  void stripes_areRecognizedWithRankedProbabilities() {
    Tensor picture = Tensor.generate(DType.UINT8, Shape.of(1, 6, 6, 1), PredictorTest::pixel);
    try (Predictor predictor = Predictor.of(checkpoint, network, backend)) {
      List<Prediction> ranked = predictor.predict(picture).get(0);
      assertEquals("stripes1", ranked.get(0).className());
      assertTrue(ranked.get(0).probability() >= ranked.get(1).probability());
      assertEquals(1, ranked.stream().mapToDouble(Prediction::probability).sum(), 1e-12);
    }
  }

  @Test
  void planarAndInterleavedPixels_areNormalizedAlike() {
    Preprocessing rgb =
        new Preprocessing(
            3, 2, 4, List.of(0.1, 0.2, 0.3), List.of(1.0, 2.0, 4.0), List.of("a", "b"));
    Tensor planar = Tensor.generate(DType.UINT8, Shape.of(2, 3, 2, 4), i -> i * 5);
    Tensor interleaved = Tensor.allocate(DType.UINT8, Shape.of(2, 2, 4, 3));
    for (int n = 0; n < 2; n++) {
      for (int c = 0; c < 3; c++) {
        for (int p = 0; p < 8; p++) {
          interleaved.set((n * 8 + p) * 3 + c, planar.get((n * 3 + c) * 8 + p));
        }
      }
    }
    Tensor normalized = rgb.normalize(planar);
    assertTrue(normalized.bitEquals(rgb.normalize(interleaved)));
    assertEquals((23 * 5 % 256 / 255.0 - 0.3) / 4, normalized.get(23), 1e-7);
  }

  @Test
  void imageOfAnotherSize_isRefused() {
    Tensor picture = Tensor.allocate(DType.UINT8, Shape.of(1, 8, 8, 1));
    try (Predictor predictor = Predictor.of(checkpoint, network, backend)) {
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> predictor.predict(picture));
      assertTrue(error.getMessage().contains("resize them first"), error.getMessage());
    }
  }

  @Test
  void checkpointAlone_isEnoughForANetworkOfTheZoo() {
    String activation = Activations.parse("ash").spec();
    TrainingModule module =
        TrainingModule.of(
            Zoo.create("resnet-8", Activations.parse("ash"), 2),
            TrainingConfig.builder("resnet-8", activation, 2).build());
    Map<String, Tensor> weights = new HashMap<>();
    module.weights().forEach(v -> weights.put(v.name(), module.module().initialValues().get(v)));
    Preprocessing cifar =
        new Preprocessing(
            3, 32, 32, List.of(0.5, 0.5, 0.5), List.of(1.0, 1.0, 1.0), List.of("a", "b"));
    new Checkpoint(
            TrainingConfig.builder("resnet-8", activation, 2).build(),
            Progress.start(),
            cifar,
            10,
            "reference",
            "v",
            weights,
            Map.of())
        .save(new CheckpointStore(folder, 1), false);
    try (Predictor predictor = Predictor.load(folder, backend)) {
      Tensor gray = Tensor.generate(DType.UINT8, Shape.of(1, 32, 32, 3), i -> 128);
      assertEquals(2, predictor.predict(gray).get(0).size());
    }
  }

  @Test
  void networkThatNobodyKnows_isNamed() {
    checkpoint.save(new CheckpointStore(folder, 1), false);
    RuntimeException error =
        assertThrows(CheckpointException.class, () -> Predictor.load(folder, backend));
    assertTrue(error.getMessage().contains("No model named 'tiny'"), error.getMessage());
  }
}
