package org.ash.conformance;

import java.util.Locale;

/** How a backend stands to a rule. */
public enum Verdict {
  /** It follows the rule. */
  PASSED,
  /** It breaks the rule. */
  FAILED,
  /** It breaks the rule exactly where the list of known deviations says so. */
  DEVIATES,
  /** It does not claim to be able to do what the rule is about. */
  SKIPPED,
  /** Nobody tests the rule. */
  UNTESTED;

  /** Lower case, as reports print it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
