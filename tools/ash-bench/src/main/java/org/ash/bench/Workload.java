package org.ash.bench;

/** Something that can be done step by step. */
public interface Workload extends AutoCloseable {

  /** Does one step and waits for its result. */
  void step();

  /** Releases the engine. */
  @Override
  void close();
}
