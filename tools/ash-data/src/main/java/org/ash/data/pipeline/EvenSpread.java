package org.ash.data.pipeline;

import java.util.stream.IntStream;

/** Which of many to look at when a few are to stand for all: sets often lie sorted by class. */
public final class EvenSpread {
  private EvenSpread() {}

  /**
   * Numbers in 0..size-1, ascending: one from the middle of each of {@code count} equal parts; all
   * when there are no more.
   */
  public static int[] of(int size, int count) {
    int taken = Math.min(size, count);
    return IntStream.range(0, taken)
        .map(part -> (int) ((2L * part + 1) * size / (2L * taken)))
        .toArray();
  }
}
