package org.ash.conformance.rule;

import java.util.Locale;

/** What a rule is about; the levels build on each other. */
public enum Level {
  /** Every operator is claimed or decomposed, and what is claimed is true. */
  STRUCTURE,
  /** Values of single operators. */
  OPERATORS,
  /** Gradient graphs of single operators. */
  GRADIENTS,
  /** The specification of ASH, ASH-1 to ASH-8. */
  ASH,
  /** Composites against their decomposition. */
  COMPOSITES,
  /** Whole networks at reduced size. */
  MODELS,
  /** Losses and weights after some steps of training. */
  TRAINING,
  /** Checkpoints written by one backend and resumed by another. */
  CHECKPOINTS,
  /** What is exported gives the same as on the backend. */
  EXPORT,
  /** Closing, threads, many programs, the caller's memory. */
  LIFECYCLE;

  /** Lower case, as a user writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
