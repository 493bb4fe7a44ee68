package org.ash.conformance.mutant;

import java.util.List;
import java.util.function.Function;
import org.ash.tensor.Tensor;

/**
 * What is wrong.
 *
 * @param kind in a few words, the same for all thresholds
 * @param detail the threshold or part, empty where there is none
 * @param wrong gives wrong results of the types and shapes of the right ones; the right ones where
 *     it cannot
 */
record Effect(String kind, String detail, Function<Call, List<Tensor>> wrong) {

  /** Without a threshold. */
  Effect(String kind, Function<Call, List<Tensor>> wrong) {
    this(kind, "", wrong);
  }

  @Override
  public String toString() {
    return detail.isEmpty() ? kind : kind + " (" + detail + ")";
  }
}
