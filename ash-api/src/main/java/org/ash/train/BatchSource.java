package org.ash.train;

/** A set of labelled images that can be passed over in batches. */
public interface BatchSource {

  /** Number of examples. */
  int examples();

  /** How the images were made into what {@link Batch} holds, and the names of the classes. */
  Preprocessing preprocessing();

  /** Begins a pass. A pass is a pure function of its description: threads change nothing. */
  Batches open(Pass pass);

  /**
   * One pass over the data.
   *
   * @param seed keys shuffle and augmentation
   * @param epoch number of the pass, from 0; keys them, too
   * @param batchSize examples in a batch, at least 1
   * @param shuffle whether the order is random, else it is that of the files
   * @param augment whether images are changed at random, as a training set's are
   * @param dropLast whether a last batch of fewer examples is left out
   * @param firstBatch batches to skip, to resume within a pass
   */
  record Pass(
      long seed,
      int epoch,
      int batchSize,
      boolean shuffle,
      boolean augment,
      boolean dropLast,
      int firstBatch) {

    /** Checks the ranges. */
    public Pass {
      if (epoch < 0 || batchSize < 1 || firstBatch < 0) {
        throw new IllegalArgumentException(
            "A pass has epoch >= 0, batchSize >= 1 and firstBatch >= 0, given "
                + epoch
                + ", "
                + batchSize
                + ", "
                + firstBatch
                + ".");
      }
    }

    /** A shuffled, augmented pass without a smaller last batch. */
    public static Pass training(long seed, int epoch, int batchSize) {
      return new Pass(seed, epoch, batchSize, true, true, true, 0);
    }

    /** All examples once, in order, as they are. */
    public static Pass evaluation(int batchSize) {
      return new Pass(0, 0, batchSize, false, false, false, 0);
    }
  }
}
