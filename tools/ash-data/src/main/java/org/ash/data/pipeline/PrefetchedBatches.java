package org.ash.data.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.ash.data.DataException;
import org.ash.train.Batch;
import org.ash.train.Batches;

/**
 * Batches in order, made ahead by daemon threads in a ring of buffers.
 *
 * <p>A thread takes the number of the next batch as soon as its slot is free: the slot of the batch
 * that the reader holds is not. What goes wrong in a thread is thrown by {@link #next}. After
 * {@link #close} no thread writes into the ring any more; tensors handed out may be written again
 * by a later pass.
 */
final class PrefetchedBatches implements Batches {
  private final Object monitor = new Object();
  private final BatchRing.Filler filler;
  private final int end;
  private final BatchRing ring;
  private final Consumer<BatchRing> afterwards;
  private final boolean[] ready;
  private final List<Thread> threads = new ArrayList<>();
  private final BooleanSupplier isStopped = this::isStopped;

  // All guarded by the monitor; stopped is also read without it, to give up early.
  private int nextToMake;
  private int nextToRead;
  private int released;
  private Optional<Failure> failure = Optional.empty();
  private volatile boolean stopped;

  /** What went wrong where. */
  private record Failure(int batch, Throwable cause) {}

  /**
   * Starts the threads.
   *
   * @param filler makes batches
   * @param first number of the first batch
   * @param end number after the last batch
   * @param threadCount how many threads to use
   * @param ring where to make them
   * @param afterwards is given the ring when it is free again
   */
  PrefetchedBatches(
      BatchRing.Filler filler,
      int first,
      int end,
      int threadCount,
      BatchRing ring,
      Consumer<BatchRing> afterwards) {
    this.filler = filler;
    this.end = end;
    this.ring = ring;
    this.afterwards = afterwards;
    ready = new boolean[ring.size()];
    nextToMake = first;
    nextToRead = first;
    released = first;
    for (int i = 0; i < Math.min(threadCount, end - first); i++) {
      Thread thread = new Thread(this::work, "ash-data-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  @Override
  public Optional<Batch> next() {
    Optional<Batch> batch = Optional.empty();
    boolean more = true;
    while (batch.isEmpty() && more) {
      synchronized (monitor) {
        more = nextToRead < end || stopped;
      }
      batch = one();
    }
    return batch;
  }

  /** The next batch; empty at the end, and where nothing of a batch could be decoded. */
  private Optional<Batch> one() {
    synchronized (monitor) {
      released = nextToRead;
      monitor.notifyAll();
      if (nextToRead >= end && !stopped) {
        return Optional.empty();
      }
      awaitNext();
      if (stopped) {
        throw new IllegalStateException("This pass over the data has been closed.");
      }
      if (failedBeforeNext()) {
        Failure wrong = failure.orElseThrow();
        if (wrong.cause() instanceof DataException told) {
          throw DataException.causedBy(told, "%s", told.getMessage());
        }
        throw DataException.causedBy(
            wrong.cause(), "Batch %,d could not be made: %s.", wrong.batch(), wrong.cause());
      }
      ready[nextToRead % ready.length] = false;
      return ring.slot(nextToRead++).batch();
    }
  }

  @Override
  public void close() {
    synchronized (monitor) {
      if (stopped) {
        return;
      }
      stopped = true;
      monitor.notifyAll();
    }
    if (joined()) {
      afterwards.accept(ring);
    }
  }

  /** Waits for the threads, each of which finishes one image at most. */
  private boolean joined() {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
      return true;
    } catch (InterruptedException e) {
      // The threads end all the same; only the ring is not handed on while they may write to it.
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isStopped() {
    return stopped;
  }

  private void work() {
    int batch = take();
    while (batch < end) {
      try {
        filler.fill(batch, ring.slot(batch), isStopped);
      } catch (RuntimeException | Error e) {
        fail(batch, e);
        return;
      }
      batch = finish(batch);
    }
  }

  /** Claims the next batch when its slot is free; {@code end} when there is nothing to do. */
  private int take() {
    synchronized (monitor) {
      while (!stopped
          && failure.isEmpty()
          && nextToMake < end
          && nextToMake >= released + ready.length) {
        try {
          monitor.wait();
        } catch (InterruptedException e) {
          // Nobody outside knows these threads; one who interrupts them wants them to end.
          return end;
        }
      }
      return stopped || failure.isPresent() || nextToMake >= end ? end : nextToMake++;
    }
  }

  private int finish(int batch) {
    synchronized (monitor) {
      ready[batch % ready.length] = true;
      monitor.notifyAll();
    }
    return take();
  }

  private void fail(int batch, Throwable cause) {
    synchronized (monitor) {
      if (failure.isEmpty() || failure.get().batch() > batch) {
        failure = Optional.of(new Failure(batch, cause));
      }
      monitor.notifyAll();
    }
  }

  private void awaitNext() {
    try {
      while (!stopped && !ready[nextToRead % ready.length] && !failedBeforeNext()) {
        monitor.wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DataException.causedBy(e, "Interrupted while waiting for the next batch.");
    }
  }

  /** Batches are claimed in order, so those before the one that failed still come. */
  private boolean failedBeforeNext() {
    return failure.isPresent() && failure.get().batch() <= nextToRead;
  }
}
