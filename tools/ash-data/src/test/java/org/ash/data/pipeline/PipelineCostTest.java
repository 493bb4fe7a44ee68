package org.ash.data.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.ash.data.image.ImageStore;
import org.ash.train.BatchSource.Pass;
import org.ash.train.Batches;
import org.ash.train.Preprocessing;
import org.junit.jupiter.api.Test;

/** The pipeline must never be what training waits for. */
final class PipelineCostTest {
  private static final int IMAGES = 4_096;

  /**
   * A residual network of 20 layers takes in about 800 images/s on two cores; twenty times that.
   */
  private static final double LEAST_IMAGES_PER_CPU_SECOND = 16_000;

  private static ImageBatchSource source() {
    Random random = new Random(1);
    ImageStore.Builder builder = ImageStore.builder(3, 32, 32);
    byte[] image = new byte[3 * 32 * 32];
    for (int i = 0; i < IMAGES; i++) {
      random.nextBytes(image);
      builder.add(i % 10, image, 0);
    }
    ImageStore images = builder.build();
    Preprocessing preprocessing =
        images
            .statistics()
            .preprocessing(images, List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
    return new ImageBatchSource(images, preprocessing);
  }

  /** What one thread does to make all batches of a pass, on the caller's own thread. */
  private static void makeAll(BatchMaker maker, BatchRing ring) {
    for (int batch = 0; batch < IMAGES / 128; batch++) {
      maker.fill(batch, ring.slot(batch), () -> false);
    }
  }

  private static BatchMaker maker(ImageBatchSource source) {
    int[] order = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      order[i] = IMAGES - 1 - i;
    }
    return new BatchMaker(
        source.images(),
        Normalization.of(source.preprocessing()),
        order,
        new RandomCrop(1, 0),
        Optional.empty());
  }

  @Test
  void oneThread_makesTwentyTimesWhatTrainingNeeds() {
    ImageBatchSource source = source();
    BatchRing ring = new BatchRing(source.images(), 4, 128, 128);
    BatchMaker maker = maker(source);
    makeAll(maker, ring);
    // Time on a core, not on the wall: other processes must not fail this.
    long before = threads().getCurrentThreadCpuTime();
    int rounds = 3;
    for (int i = 0; i < rounds; i++) {
      makeAll(maker, ring);
    }
    double seconds = (threads().getCurrentThreadCpuTime() - before) / 1e9;
    double imagesPerSecond = rounds * IMAGES / seconds;
    System.out.printf("pipeline: %,.0f images/s on one thread%n", imagesPerSecond);
    assertTrue(
        imagesPerSecond >= LEAST_IMAGES_PER_CPU_SECOND, imagesPerSecond + " images/s on a core");
  }

  @Test
  void steps_allocateNothingOnTheReadersSide() {
    try (Batches batches = source().open(Pass.training(1, 0, 32))) {
      for (int i = 0; i < 20; i++) {
        batches.next();
      }
      long before = threads().getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100; i++) {
        batches.next();
      }
      long allocated = threads().getCurrentThreadAllocatedBytes() - before;
      // The measurement itself takes a few dozen bytes.
      assertTrue(allocated < 1_000, allocated + " bytes for 100 steps");
    }
  }

  @Test
  void steps_allocateLessThanOneNumberPerImageOnTheMakersSide() {
    ImageBatchSource source = source();
    BatchRing ring = new BatchRing(source.images(), 4, 128, 128);
    BatchMaker maker = maker(source);
    makeAll(maker, ring);
    long before = threads().getCurrentThreadAllocatedBytes();
    makeAll(maker, ring);
    long allocated = threads().getCurrentThreadAllocatedBytes() - before;
    // Four random words per image, 32 bytes, where the compiler does not keep them in registers.
    assertTrue(allocated <= 33L * IMAGES, allocated + " bytes for " + IMAGES + " images");
  }

  private static ThreadMXBean threads() {
    return (ThreadMXBean) ManagementFactory.getThreadMXBean();
  }
}
