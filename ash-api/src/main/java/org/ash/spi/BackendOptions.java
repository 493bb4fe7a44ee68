package org.ash.spi;

import java.util.Optional;

/**
 * How a backend is to be opened.
 *
 * @param threads threads one operator may use; 0 lets the backend choose, usually all cores
 * @param device the id of the device, as {@code cpu:0} or {@code gpu:0}; empty lets the backend
 *     choose
 * @param tensorFloat32 whether a GPU may round factors to TF32; off keeps float32
 */
public record BackendOptions(int threads, Optional<String> device, boolean tensorFloat32) {

  /** Checks the number of threads. */
  public BackendOptions {
    if (threads < 0) {
      throw new IllegalArgumentException("threads is 0 (choose) or more, given " + threads + ".");
    }
  }

  /** All cores, the best device, float32. */
  public static BackendOptions defaults() {
    return new BackendOptions(0, Optional.empty(), false);
  }

  /** These options with another number of threads. */
  public BackendOptions withThreads(int count) {
    return new BackendOptions(count, device, tensorFloat32);
  }

  /** These options on a device. */
  public BackendOptions withDevice(String id) {
    return new BackendOptions(threads, Optional.of(id), tensorFloat32);
  }
}
