package org.ash.data.pipeline;

/**
 * How far and with how many threads batches are made ahead. One thread makes far more images than a
 * network on the same machine takes in.
 *
 * @param threads threads of a pass, at least 1
 * @param batches buffers of a pass, one of which is in the reader's hands; at least 2
 */
public record Prefetch(int threads, int batches) {
  /** One thread, three batches ahead of the reader's. */
  public static final Prefetch DEFAULT = new Prefetch(1, 4);

  /** Checks the ranges. */
  public Prefetch {
    if (threads < 1 || batches < 2) {
      throw new IllegalArgumentException(
          "Prefetching takes at least 1 thread and 2 batches, given %d and %d."
              .formatted(threads, batches));
    }
  }
}
