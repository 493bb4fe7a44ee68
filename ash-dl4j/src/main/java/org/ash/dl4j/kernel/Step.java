package org.ash.dl4j.kernel;

/** One prepared computation: operands, results and scratch memory are fixed. */
@FunctionalInterface
public interface Step {
  /** Reads the operands as they are now and fills the results. */
  void run();
}
