package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.tensor.Tensor;
import org.ash.train.checkpoint.CheckpointException;
import org.ash.train.checkpoint.CheckpointStore;
import org.ash.train.checkpoint.FailingStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainerTest {
  private static final int CLASSES = 2;

  private final TinyNetwork network = new TinyNetwork("ash", CLASSES);
  private final TinyImages images = new TinyImages(24, CLASSES, 7);
  private final Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults());

  @TempDir private Path folder;

  @AfterEach
  void closeBackend() {
    backend.close();
  }

  private TrainingConfig.Builder config() {
    return TrainingConfig.builder(network)
        .batchSize(8)
        .epochs(2)
        .schedule("cosine:lr=0.1")
        .clipNorm(5)
        .labelSmoothing(0.1)
        .weightDecay(1e-3);
  }

  private CheckpointStore store() {
    return new CheckpointStore(folder, 2);
  }

  /** Remembers losses, and asks to stop after so many steps. */
  private static final class Recorder implements TrainingListener {
    private final List<Double> losses = new ArrayList<>();
    private final int stopAfter;
    private Optional<Trainer> trainer = Optional.empty();

    Recorder(int stopAfter) {
      this.stopAfter = stopAfter;
    }

    @Override
    public void onStep(StepReport report) {
      losses.add(report.loss());
      if (losses.size() == stopAfter) {
        trainer.orElseThrow().requestStop();
      }
    }
  }

  private TrainingResult train(Trainer.Builder builder, Recorder recorder) {
    try (Trainer trainer = builder.listener(recorder).build()) {
      recorder.trainer = Optional.of(trainer);
      return trainer.run();
    }
  }

  private Trainer.Builder straight(TrainingConfig config) {
    return Trainer.builder(network, images, backend).config(config).test(images);
  }

  @Test
  void tinyNetwork_overfitsGeneratedImages() {
    TrainingConfig config =
        config().epochs(12).labelSmoothing(0).schedule("one-cycle:max=0.5").build();
    TrainingResult result = train(straight(config), new Recorder(0));
    assertEquals(TrainingResult.Status.COMPLETED, result.status());
    assertEquals(1.0, result.test().orElseThrow().top1(), result.toString());
  }

  @Test
  void sameSeed_repeatsLossesBitForBit() {
    Recorder first = new Recorder(0);
    Recorder second = new Recorder(0);
    train(straight(config().build()), first);
    train(straight(config().build()), second);
    assertEquals(first.losses, second.losses);
  }

  @Test
  void otherSeed_givesOtherLosses() {
    Recorder first = new Recorder(0);
    Recorder second = new Recorder(0);
    train(straight(config().build()), first);
    train(straight(config().seed(2).build()), second);
    assertTrue(!first.losses.equals(second.losses), () -> first.losses.toString());
  }

  @Test
  void interruptedThread_savesAndStops(@TempDir Path folder) {
    CheckpointStore store = new CheckpointStore(folder, 1);
    TrainingListener interrupting =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            Thread.currentThread().interrupt();
          }
        };
    Trainer.Builder builder = straight(config().build()).checkpoints(store).listener(interrupting);
    TrainingResult result = train(builder, new Recorder(0));
    assertTrue(Thread.interrupted());
    assertEquals(TrainingResult.Status.INTERRUPTED, result.status());
    assertEquals(1, Checkpoint.load(store.latest().orElseThrow()).progress().step());
  }

  @Test
  void interruptedAndResumed_equalsStraightTraining() {
    for (int stopAfter : List.of(1, 2, 3, 4, 5)) {
      for (String optimizer : List.of("sgd:momentum=0.9,nesterov=true", "adamw")) {
        TrainingConfig config = config().optimizer(optimizer).build();
        Recorder whole = new Recorder(0);
        CheckpointStore wholeStore = new CheckpointStore(folder.resolve("whole" + optimizer), 1);
        train(straight(config).checkpoints(wholeStore), whole);

        Path own = folder.resolve(optimizer.substring(0, 3) + stopAfter);
        Recorder before = new Recorder(stopAfter);
        TrainingResult stopped =
            train(straight(config).checkpoints(new CheckpointStore(own, 1)), before);
        assertEquals(TrainingResult.Status.INTERRUPTED, stopped.status());
        Recorder after = new Recorder(0);
        try (Backend other = new ReferenceBackendProvider().open(BackendOptions.defaults())) {
          Trainer.Builder resumed =
              Trainer.builder(network, images, other)
                  .resume(Checkpoint.load(own))
                  .test(images)
                  .checkpoints(new CheckpointStore(own, 1));
          assertEquals(TrainingResult.Status.COMPLETED, train(resumed, after).status());
        }

        List<Double> joined = new ArrayList<>(before.losses);
        joined.addAll(after.losses);
        assertEquals(whole.losses, joined);
        Checkpoint expected = Checkpoint.load(folder.resolve("whole" + optimizer));
        Checkpoint actual = Checkpoint.load(own);
        assertBitEqual(expected.weights(), actual.weights());
        assertBitEqual(expected.slots(), actual.slots());
        assertEquals(timeless(expected.progress()), timeless(actual.progress()));
      }
    }
  }

  /** Asks the trainer to stop when its test set is opened. */
  private final class StopOnOpen implements BatchSource {
    private Optional<Trainer> trainer = Optional.empty();

    @Override
    public int examples() {
      return images.examples();
    }

    @Override
    public Preprocessing preprocessing() {
      return images.preprocessing();
    }

    @Override
    public Batches open(Pass pass) {
      trainer.orElseThrow().requestStop();
      return images.open(pass);
    }
  }

  @Test
  void stopDuringEvaluation_isHeededAndTheEvaluationMadeUpFor() {
    TrainingConfig config = config().epochs(1).build();
    StopOnOpen test = new StopOnOpen();
    Trainer.Builder builder =
        Trainer.builder(network, images, backend).config(config).test(test).checkpoints(store());
    try (Trainer trainer = builder.build()) {
      test.trainer = Optional.of(trainer);
      assertEquals(TrainingResult.Status.INTERRUPTED, trainer.run().status());
    }
    TrainingResult whole = train(straight(config), new Recorder(0));
    Trainer.Builder resumed =
        Trainer.builder(network, images, backend).resume(Checkpoint.load(folder)).test(images);
    TrainingResult result = train(resumed, new Recorder(0));
    assertEquals(TrainingResult.Status.COMPLETED, result.status());
    assertEquals(timeless(whole.progress()), timeless(result.progress()));
  }

  @Test
  void diskThatFillsUp_endsTheTrainingAndKeepsTheCheckpoint() {
    train(straight(config().epochs(1).build()).checkpoints(store()), new Recorder(0));
    Trainer.Builder builder = straight(config().build()).checkpoints(FailingStore.after(1, folder));
    try (Trainer trainer = builder.build()) {
      CheckpointException error = assertThrows(CheckpointException.class, trainer::run);
      assertTrue(error.getMessage().contains("No space left on device"), error.getMessage());
    }
    assertEquals(1, Checkpoint.load(folder).config().epochs());
  }

  private static void assertBitEqual(Map<String, Tensor> expected, Map<String, Tensor> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach(
        (name, tensor) -> assertTrue(tensor.bitEquals(actual.get(name)), "differs: " + name));
  }

  /** The reports without the time they took. */
  private static List<EpochReport> timeless(Progress progress) {
    return progress.history().stream()
        .map(
            r ->
                new EpochReport(
                    r.epoch(),
                    r.step(),
                    r.trainLoss(),
                    r.trainAccuracy(),
                    r.learningRate(),
                    0,
                    r.test()))
        .toList();
  }

  @Test
  void checkpointAfterEveryStep_isThereWhenTheProcessDies() {
    List<Long> steps = new ArrayList<>();
    Trainer.Builder builder =
        straight(config().epochs(1).build())
            .checkpoints(store())
            .checkpointEverySteps(1)
            .listener(
                new TrainingListener() {
                  @Override
                  public void onCheckpoint(Path path, Progress progress) {
                    steps.add(Checkpoint.load(folder).progress().step());
                  }
                });
    train(builder, new Recorder(0));
    assertEquals(List.of(1L, 2L, 3L), steps);
  }

  @Test
  void patience_stopsWhenTheTestSetGetsNoBetter() {
    TrainingConfig config =
        config()
            .epochs(50)
            .schedule("constant:lr=0")
            .earlyStop(TrainingConfig.Watched.TOP1, 3)
            .build();
    TrainingResult result = train(straight(config), new Recorder(0));
    assertEquals(TrainingResult.Status.EARLY_STOPPED, result.status());
    assertTrue(result.progress().epoch() < 50, () -> "epochs: " + result.progress().epoch());
  }

  @Test
  void resumeWithOtherData_isRefused() {
    train(straight(config().epochs(1).build()).checkpoints(store()), new Recorder(0));
    Trainer.Builder builder =
        Trainer.builder(network, new TinyImages(32, CLASSES, 7), backend)
            .resume(Checkpoint.load(folder));
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, builder::build);
    assertTrue(error.getMessage().contains("24 examples, the data set has 32"), error.getMessage());
  }

  @Test
  void dataOfOtherClasses_isRefused() {
    Trainer.Builder builder = Trainer.builder(network, new TinyImages(24, 3, 7), backend);
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, builder::build);
    assertTrue(
        error.getMessage().contains("2 classes apart, the data set has 3"), error.getMessage());
  }

  @Test
  void batchLargerThanTheData_isRefused() {
    Trainer.Builder builder = straight(config().batchSize(25).build());
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, builder::build);
    assertTrue(error.getMessage().contains("choose a smaller batch"), error.getMessage());
  }

  @Test
  void trainerRunTwice_isRefused() {
    try (Trainer trainer = straight(config().epochs(1).build()).build()) {
      trainer.run();
      assertThrows(IllegalStateException.class, trainer::run);
    }
  }

  @Test
  void inspect_tellsAlphaZAndShareOfEachAsh() {
    try (Trainer trainer = straight(config().schedule("constant:lr=0").build()).build()) {
      List<Inspection> places = trainer.inspect(images);
      assertEquals(1, places.size());
      assertEquals("activation", places.get(0).place());
      assertEquals(1.0, places.get(0).alpha());
      assertEquals(0.0, places.get(0).z());
      assertTrue(places.get(0).share() > 0.2 && places.get(0).share() < 0.8, places.toString());
    }
  }
}
