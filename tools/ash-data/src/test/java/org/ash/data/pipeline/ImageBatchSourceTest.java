package org.ash.data.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.ash.data.DataException;
import org.ash.data.image.ImageStore;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.train.Batch;
import org.ash.train.BatchSource.Pass;
import org.ash.train.Batches;
import org.ash.train.Preprocessing;
import org.junit.jupiter.api.Test;

final class ImageBatchSourceTest {
  // Channels, rows and columns all differ, so that none can stand for another.
  private static final int CHANNELS = 2;
  private static final int HEIGHT = 5;
  private static final int WIDTH = 7;

  private static final Preprocessing PREPROCESSING =
      new Preprocessing(
          CHANNELS, HEIGHT, WIDTH, List.of(0.25, 0.5), List.of(0.125, 0.5), List.of("a", "b"));

  /** Images of random bytes; the label of each is its index. */
  private static ImageStore images(int count) {
    Random random = new Random(count);
    ImageStore.Builder builder = ImageStore.builder(CHANNELS, HEIGHT, WIDTH);
    byte[] image = new byte[CHANNELS * HEIGHT * WIDTH];
    for (int i = 0; i < count; i++) {
      random.nextBytes(image);
      builder.add(i, image, 0);
    }
    return builder.build();
  }

  private static ImageBatchSource source(int count) {
    return new ImageBatchSource(images(count), PREPROCESSING);
  }

  /** Copies of all batches of a pass. */
  private static List<Batch> all(ImageBatchSource source, Pass pass) {
    List<Batch> copies = new ArrayList<>();
    try (Batches batches = source.open(pass)) {
      for (Optional<Batch> next = batches.next(); next.isPresent(); next = batches.next()) {
        copies.add(new Batch(next.get().images().copy(), next.get().labels().copy()));
      }
    }
    return copies;
  }

  private static List<Long> labels(List<Batch> batches) {
    return batches.stream()
        .flatMapToLong(batch -> Arrays.stream(batch.labels().toLongs()))
        .boxed()
        .toList();
  }

  private static List<Long> upTo(int count) {
    return IntStream.range(0, count).mapToLong(i -> i).boxed().toList();
  }

  @Test
  void evaluation_givesEveryImageOnceInOrder_theLastBatchBeingSmaller() {
    List<Batch> batches = all(source(10), Pass.evaluation(4));
    assertEquals(upTo(10), labels(batches));
    assertEquals(Shape.of(2, CHANNELS, HEIGHT, WIDTH), batches.get(2).images().shape());
    assertEquals(Shape.of(2), batches.get(2).labels().shape());
  }

  @Test
  void pixel_becomesItsDistanceFromTheMeanInDeviations() {
    ImageBatchSource source = source(3);
    float[] pixels = all(source, Pass.evaluation(3)).get(0).images().toFloats();
    int plane = HEIGHT * WIDTH;
    for (int i = 0; i < pixels.length; i++) {
      int channel = i / plane % CHANNELS;
      int image = i / (CHANNELS * plane);
      int value = source.images().image(image)[i % (CHANNELS * plane)] & 0xff;
      double expected =
          (value / 255.0 - PREPROCESSING.mean().get(channel))
              / PREPROCESSING.deviation().get(channel);
      assertEquals((float) expected, pixels[i], "element " + i);
    }
  }

  @Test
  void training_dropsTheSmallerLastBatch() {
    List<Batch> batches = all(source(10), Pass.training(1, 0, 4));
    assertEquals(2, batches.size());
  }

  @Test
  void shuffledPass_givesEveryImageOnce() {
    Pass pass = new Pass(3, 0, 8, true, false, false, 0);
    assertEquals(upTo(100), labels(all(source(100), pass)).stream().sorted().toList());
  }

  @Test
  void order_dependsOnSeedAndEpochOnly() {
    ImageBatchSource source = source(64);
    List<Long> order = labels(all(source, Pass.training(5, 2, 16)));
    assertEquals(order, labels(all(source(64), Pass.training(5, 2, 8))));
    assertNotEquals(order, labels(all(source, Pass.training(5, 3, 16))));
    assertNotEquals(order, labels(all(source, Pass.training(6, 2, 16))));
  }

  @Test
  void numberOfThreads_changesNoBit() {
    Pass pass = Pass.training(7, 1, 16);
    List<Batch> one = all(source(500).with(new Prefetch(1, 2)), pass);
    List<Batch> many = all(source(500).with(new Prefetch(4, 6)), pass);
    assertEquals(one.size(), many.size());
    for (int i = 0; i < one.size(); i++) {
      assertTrue(one.get(i).images().bitEquals(many.get(i).images()), "images of batch " + i);
      assertTrue(one.get(i).labels().bitEquals(many.get(i).labels()), "labels of batch " + i);
    }
  }

  @Test
  void augmentedImage_isTheOriginalMovedAndPerhapsMirrored() {
    long seed = 11;
    int epoch = 4;
    ImageBatchSource source = source(200);
    Pass pass = new Pass(seed, epoch, 200, false, true, false, 0);
    Tensor augmented = all(source, pass).get(0).images();
    Tensor original = all(source, Pass.evaluation(200)).get(0).images();
    Placement placement = new Placement();
    RandomCrop crop = new RandomCrop(seed, epoch);
    for (int image = 0; image < 200; image++) {
      crop.place(image, placement);
      for (int i = 0; i < CHANNELS * HEIGHT * WIDTH; i++) {
        assertEquals(
            expected(original, image, i, placement),
            augmented.get(image * CHANNELS * HEIGHT * WIDTH + i),
            "element " + i + " of image " + image);
      }
    }
  }

  private static double expected(Tensor original, int image, int i, Placement placement) {
    int column = i % WIDTH;
    int row = i / WIDTH % HEIGHT + placement.down;
    int channel = i / (WIDTH * HEIGHT);
    int from = (placement.mirrored ? WIDTH - 1 - column : column) + placement.right;
    if (row < 0 || row >= HEIGHT || from < 0 || from >= WIDTH) {
      return (float) (-PREPROCESSING.mean().get(channel) / PREPROCESSING.deviation().get(channel));
    }
    return original.get(((image * CHANNELS + channel) * HEIGHT + row) * WIDTH + from);
  }

  @Test
  void randomCrop_takesEveryPlaceAboutEquallyOften() {
    int[] down = new int[9];
    int[] right = new int[9];
    int mirrored = 0;
    Placement placement = new Placement();
    RandomCrop crop = new RandomCrop(1, 0);
    int draws = 9_000;
    for (int i = 0; i < draws; i++) {
      crop.place(i, placement);
      down[placement.down + RandomCrop.PADDING]++;
      right[placement.right + RandomCrop.PADDING]++;
      mirrored += placement.mirrored ? 1 : 0;
    }
    // Five standard deviations of a binomial count: 5 sqrt(n p (1 - p)).
    for (int k = 0; k < 9; k++) {
      assertEquals(1_000, down[k], 150, "times moved down by " + (k - 4));
      assertEquals(1_000, right[k], 150, "times moved right by " + (k - 4));
    }
    assertEquals(4_500, mirrored, 238);
  }

  @Test
  void firstBatch_resumesWithinThePass() {
    ImageBatchSource source = source(64);
    Pass whole = Pass.training(1, 0, 8);
    Pass rest = new Pass(1, 0, 8, true, true, true, 5);
    List<Batch> tail = all(source, whole).subList(5, 8);
    List<Batch> resumed = all(source, rest);
    assertEquals(3, resumed.size());
    for (int i = 0; i < 3; i++) {
      assertTrue(tail.get(i).images().bitEquals(resumed.get(i).images()), "batch " + (5 + i));
    }
  }

  @Test
  void firstBatch_beyondTheEnd_givesNone() {
    assertEquals(List.of(), all(source(16), new Pass(1, 0, 8, true, true, true, 2)));
  }

  @Test
  void batchHandedOut_isLeftAloneUntilTheNextIsAskedFor() {
    ImageBatchSource source = source(400).with(new Prefetch(2, 3));
    List<Batch> expected = all(source, Pass.evaluation(4));
    try (Batches batches = source.open(Pass.evaluation(4))) {
      for (Batch copy : expected) {
        Batch batch = batches.next().orElseThrow();
        // Gives the threads time to do wrong; comparing twice is what takes it.
        assertTrue(copy.images().bitEquals(batch.images()));
        assertTrue(copy.images().bitEquals(batch.images()));
      }
    }
  }

  @Test
  void secondPass_reusesTheBuffersOfTheFirst() {
    ImageBatchSource source = source(64);
    List<Integer> first = bufferIdentities(source);
    assertEquals(first, bufferIdentities(source));
  }

  private static List<Integer> bufferIdentities(ImageBatchSource source) {
    List<Integer> identities = new ArrayList<>();
    try (Batches batches = source.open(Pass.evaluation(16))) {
      for (Optional<Batch> next = batches.next(); next.isPresent(); next = batches.next()) {
        identities.add(System.identityHashCode(next.get()));
      }
    }
    return identities;
  }

  @Test
  void passesOpenAtOnce_doNotDisturbEachOther() {
    ImageBatchSource source = source(64);
    List<Batch> expected = all(source, Pass.training(1, 0, 16));
    try (Batches one = source.open(Pass.training(1, 0, 16));
        Batches other = source.open(Pass.training(1, 1, 16))) {
      for (Batch copy : expected) {
        Batch batch = one.next().orElseThrow();
        Batch different = other.next().orElseThrow();
        assertTrue(copy.images().bitEquals(batch.images()));
        assertFalse(copy.images().bitEquals(different.images()));
      }
    }
  }

  @Test
  void tooFewImagesForABatch_isAnErrorThatSaysSo() {
    DataException e =
        assertThrows(DataException.class, () -> source(10).open(Pass.training(0, 0, 128)));
    assertEquals(
        "10 images do not fill one batch of 128; take a smaller batch or more images.",
        e.getMessage());
  }

  @Test
  void spreadImages_areFromTheMiddleOfEqualParts() {
    assertArrayEquals(new int[] {1, 4, 7}, EvenSpread.of(9, 3));
    assertArrayEquals(new int[] {0, 1, 2}, EvenSpread.of(3, 8));
    assertArrayEquals(new int[] {1_073_741_823}, EvenSpread.of(Integer.MAX_VALUE, 1));
  }

  @Test
  void spreadImages_areThoseOfTheSet() {
    ImageBatchSource source = source(12);
    List<Batch> whole = all(source, Pass.evaluation(1));
    List<Batch> some = all(source.spread(3), Pass.evaluation(1));
    assertEquals(3, some.size());
    for (int i = 0; i < 3; i++) {
      Batch expected = whole.get(2 + 4 * i);
      assertTrue(expected.images().bitEquals(some.get(i).images()), "image " + i);
      assertTrue(expected.labels().bitEquals(some.get(i).labels()), "label " + i);
    }
  }

  @Test
  void statistics_areExactForKnownPixels() {
    ImageStore.Builder builder = ImageStore.builder(1, 1, 2);
    builder.add(0, new byte[] {0, (byte) 255}, 0);
    builder.add(0, new byte[] {0, (byte) 255}, 0);
    assertEquals(List.of(0.5), builder.build().statistics().mean());
    assertEquals(List.of(0.5), builder.build().statistics().deviation());
  }

  @Test
  void channelOfEqualPixels_isDividedByOne() {
    ImageStore.Builder builder = ImageStore.builder(1, 1, 2);
    builder.add(0, new byte[] {51, 51}, 0);
    ImageStore store = builder.build();
    Preprocessing preprocessing = store.statistics().preprocessing(store, List.of("only"));
    float[] pixels =
        all(new ImageBatchSource(store, preprocessing), Pass.evaluation(1))
            .get(0)
            .images()
            .toFloats();
    assertArrayEquals(new float[] {0, 0}, pixels);
  }
}
