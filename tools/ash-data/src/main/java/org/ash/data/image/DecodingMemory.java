package org.ash.data.image;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * What all pictures together may take while they are decoded and used: half of the heap. A picture
 * waits for its share; one that needs more than all of it is decoded alone. One of less than a MiB
 * does not count.
 */
final class DecodingMemory {
  private static final int MIB = 1 << 20;
  private static final int ALL =
      (int) Math.max(1, Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / MIB / 2));
  private static final Semaphore FREE = new Semaphore(ALL, true);

  private DecodingMemory() {}

  /** Does something that takes so many bytes, when they are free; within it nothing else is. */
  static <T> T with(long bytes, Supplier<T> work) {
    int wanted = (int) Math.min(ALL, bytes / MIB);
    FREE.acquireUninterruptibly(wanted);
    try {
      return work.get();
    } finally {
      FREE.release(wanted);
    }
  }
}
