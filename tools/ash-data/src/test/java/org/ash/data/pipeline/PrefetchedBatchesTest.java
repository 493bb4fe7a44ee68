package org.ash.data.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.ash.data.DataException;
import org.ash.data.image.ImageStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PrefetchedBatchesTest {
  private static final int RING = 3;

  private static BatchRing ring() {
    ImageStore.Builder images = ImageStore.builder(1, 1, 1);
    images.add(0, new byte[1], 0);
    return new BatchRing(images.build(), RING, 2, 1);
  }

  private static PrefetchedBatches open(BatchRing.Filler filler, int batches, int threads) {
    return new PrefetchedBatches(filler, 0, batches, threads, ring(), ring -> {});
  }

  /** A batch whose labels are its number. */
  private static void number(int batch, BatchRing.Slot slot) {
    slot.put(0, new float[] {batch}, batch);
    slot.put(1, new float[] {batch}, batch);
    slot.complete(2);
  }

  @Test
  void manyThreads_deliverInOrder() {
    try (PrefetchedBatches batches =
        open((batch, slot, stopped) -> number(batch, slot), 1_000, 4)) {
      for (int i = 0; i < 1_000; i++) {
        assertEquals(i, batches.next().orElseThrow().labels().getLong(0));
      }
      assertTrue(batches.next().isEmpty());
    }
  }

  @Test
  void errorInAThread_isThrownByNext_afterTheBatchesBefore() {
    RuntimeException cause = new IllegalStateException("a cosmic ray");
    BatchRing.Filler filler =
        (batch, slot, stopped) -> {
          if (batch == 5) {
            throw cause;
          }
          number(batch, slot);
        };
    try (PrefetchedBatches batches = open(filler, 10, 3)) {
      for (int i = 0; i < 5; i++) {
        assertEquals(i, batches.next().orElseThrow().labels().getLong(0));
      }
      DataException e = assertThrows(DataException.class, batches::next);
      assertSame(cause, e.getCause());
      assertTrue(e.getMessage().contains("Batch 5"), e.getMessage());
      assertThrows(DataException.class, batches::next, "the error stays");
    }
  }

  @Test
  void threads_workNoFurtherAheadThanTheRing() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(RING);
    BatchRing.Filler filler =
        (batch, slot, stopped) -> {
          number(batch, slot);
          made.incrementAndGet();
          full.countDown();
        };
    try (PrefetchedBatches batches = open(filler, 100, 2)) {
      full.await();
      // The reader holds the first batch: its slot stays closed.
      batches.next();
      assertEquals(RING, made.get());
    }
  }

  @Test
  void close_stopsThreadsWithinABatch_andTheyAreGone() throws InterruptedException {
    CountDownLatch working = new CountDownLatch(2);
    AtomicInteger running = new AtomicInteger();
    BatchRing.Filler filler =
        (batch, slot, stopped) -> {
          running.incrementAndGet();
          working.countDown();
          while (!stopped.getAsBoolean()) {
            Thread.onSpinWait();
          }
          running.decrementAndGet();
        };
    PrefetchedBatches batches = open(filler, 100, 2);
    working.await();
    assertTimeoutPreemptively(Duration.ofSeconds(10), batches::close);
    assertEquals(0, running.get());
  }

  @Test
  void close_givesTheRingBackOnce() {
    AtomicInteger returned = new AtomicInteger();
    PrefetchedBatches batches =
        new PrefetchedBatches(
            (batch, slot, stopped) -> number(batch, slot),
            0,
            10,
            1,
            ring(),
            ring -> returned.incrementAndGet());
    batches.close();
    batches.close();
    assertEquals(1, returned.get());
  }

  @Test
  void next_afterClose_isRefused() {
    PrefetchedBatches batches = open((batch, slot, stopped) -> number(batch, slot), 10, 1);
    batches.close();
    assertThrows(IllegalStateException.class, batches::next);
  }

  @Test
  void close_wakesAReaderThatWaits() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    BatchRing.Filler filler =
        (batch, slot, stopped) -> {
          asked.countDown();
          while (!stopped.getAsBoolean()) {
            Thread.onSpinWait();
          }
        };
    PrefetchedBatches batches = open(filler, 10, 1);
    AtomicInteger refused = new AtomicInteger();
    Thread reader =
        new Thread(
            () -> {
              assertThrows(IllegalStateException.class, batches::next);
              refused.incrementAndGet();
            });
    reader.start();
    asked.await();
    batches.close();
    reader.join();
    assertEquals(1, refused.get());
  }

  @Test
  void threads_areDaemons() {
    CountDownLatch seen = new CountDownLatch(1);
    boolean[] daemon = new boolean[1];
    BatchRing.Filler filler =
        (batch, slot, stopped) -> {
          daemon[0] = Thread.currentThread().isDaemon();
          seen.countDown();
          number(batch, slot);
        };
    try (PrefetchedBatches batches = open(filler, 1, 1)) {
      assertFalse(batches.next().isEmpty());
    }
    assertTrue(daemon[0]);
  }
}
