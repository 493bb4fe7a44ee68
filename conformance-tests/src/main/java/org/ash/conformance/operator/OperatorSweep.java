package org.ash.conformance.operator;

import java.util.List;

/** What one operator is tried on. */
public interface OperatorSweep {

  /**
   * Ordinary values over the combinations of attributes, types and shapes; C, H and W always
   * differ, so that a mixed-up layout shows.
   */
  List<OperatorCase> values();

  /**
   * NaN, infinities, signed zeros, subnormal and huge numbers, empty tensors, lengths around the
   * width of vectors (1 to 17, 31 to 33, 63 to 65).
   */
  List<OperatorCase> special();

  /**
   * Cases at which the operator is smooth, small enough for central differences; empty when it has
   * no gradient.
   */
  List<OperatorCase> smooth();

  /**
   * A random case.
   *
   * @throws IllegalArgumentException when these choices make no valid case; others are tried
   */
  OperatorCase random(Choices choices);
}
