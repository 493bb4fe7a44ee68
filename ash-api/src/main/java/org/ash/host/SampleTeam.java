package org.ash.host;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Shares the samples of a tensor between the calling thread and helpers. Samples are taken in
 * blocks, first come first served, so that a helper that the system wakes late costs nothing: the
 * caller does what is left and waits only for blocks that are being worked on. Helpers are daemons
 * and end after some idle seconds.
 */
public final class SampleTeam {

  /** Elements per block: about 10 microseconds of work, well above the price of taking one. */
  private static final int BLOCK_ELEMENTS = 1 << 14;

  /** Looks this often whether the last block is done, some 10 microseconds, before sleeping. */
  private static final int SPINS_BEFORE_PARK = 1 << 10;

  private static final Executor HELPERS = helpers();

  private final int samples;
  private final int samplesPerBlock;
  private final int blocks;
  private final IntConsumer work;
  private final Thread caller = Thread.currentThread();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger finished = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private SampleTeam(int samples, int length, IntConsumer work) {
    this.samples = samples;
    this.samplesPerBlock = Math.max(1, BLOCK_ELEMENTS / Math.max(1, length));
    this.blocks = (int) (((long) samples + samplesPerBlock - 1) / samplesPerBlock);
    this.work = work;
  }

  /**
   * Calls {@code work} once for every sample from 0 to {@code samples - 1} and returns when all are
   * done.
   *
   * @param length elements per sample, for the size of the blocks
   * @param threads how many threads may work, the calling one included
   * @throws RuntimeException the first that {@code work} threw; the same goes for an Error
   */
  public static void forEach(int samples, int length, int threads, IntConsumer work) {
    SampleTeam team = new SampleTeam(samples, length, work);
    int helpers = Math.min(threads, team.blocks) - 1;
    for (int i = 0; i < helpers; i++) {
      HELPERS.execute(team::takeBlocks);
    }
    team.takeBlocks();
    team.await();
    Throwable thrown = team.failure.get();
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private void takeBlocks() {
    for (int block = taken.getAndIncrement(); block < blocks; block = taken.getAndIncrement()) {
      try {
        int first = block * samplesPerBlock;
        int end = (int) Math.min(samples, (long) first + samplesPerBlock);
        for (int n = first; n < end; n++) {
          work.accept(n);
        }
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      } finally {
        if (finished.incrementAndGet() == blocks) {
          LockSupport.unpark(caller);
        }
      }
    }
  }

  private void await() {
    for (int spins = 0; finished.get() < blocks; spins++) {
      if (spins < SPINS_BEFORE_PARK) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
      }
    }
  }

  private static Executor helpers() {
    int count = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            count,
            count,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "ash-kernel-helper");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
