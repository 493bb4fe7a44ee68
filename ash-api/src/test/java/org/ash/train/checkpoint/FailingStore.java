package org.ash.train.checkpoint;

import java.nio.file.Path;

/** Stores on a disk that fills up. */
public final class FailingStore {
  private FailingStore() {}

  /** A store on a disk on which this many operations succeed. */
  public static CheckpointStore after(int operations, Path folder) {
    return new CheckpointStore(folder, 1, new FailingDisk(operations));
  }
}
