package org.ash.dl4j.kernel;

import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Keeps ND4J's operators on the thread that calls them. Steps share their work between threads by
 * samples, which leaves each thread's part in its own cache; OpenMP's own teams inside each
 * operator were up to ten times slower when the processors were busy. The number of OpenMP threads
 * belongs to the calling thread, so nobody else's work with ND4J changes.
 */
public final class OneThread {
  private static final NativeOps NATIVE = NativeOpsHolder.getInstance().getDeviceNativeOps();

  private OneThread() {}

  /** From here on, operators called by this thread run on it alone; returns what was set before. */
  public static int enter() {
    int before = NATIVE.ompGetMaxThreads();
    if (before != 1) {
      NATIVE.setOmpNumThreads(1);
    }
    return before;
  }

  /** Gives this thread back the number of threads that {@link #enter} returned. */
  public static void leave(int before) {
    if (before != 1) {
      NATIVE.setOmpNumThreads(before);
    }
  }
}
