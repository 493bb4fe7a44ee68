package org.ash.train;

import java.util.Optional;

/** The batches of one pass over a data set, in order; for one reader. */
public interface Batches extends AutoCloseable {

  /**
   * The next batch; its tensors may be reused once the one after it is asked for.
   *
   * @return empty after the last
   */
  Optional<Batch> next();

  /** Ends the pass; threads that work ahead are stopped. A second call does nothing. */
  @Override
  void close();
}
