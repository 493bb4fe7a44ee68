package org.ash.conformance.rule;

import org.ash.conformance.agreement.ErrorHistogram;

/** What came of one case. */
public sealed interface Examination {

  /**
   * The backend agrees with the oracle.
   *
   * @param histogram how closely
   */
  record Agrees(ErrorHistogram histogram) implements Examination {}

  /**
   * It does not, or it failed.
   *
   * @param histogram of the elements that could be compared
   * @param message what was wrong, in one line
   */
  record Disagrees(ErrorHistogram histogram, String message) implements Examination {}

  /**
   * It does not claim to be able to.
   *
   * @param reason the operator and types it does not support
   */
  record Unsupported(String reason) implements Examination {}
}
