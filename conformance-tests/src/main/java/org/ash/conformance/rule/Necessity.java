package org.ash.conformance.rule;

import java.util.Locale;

/** Whether a backend has to follow a rule; after the TCK of Reactive Streams. */
public enum Necessity {
  /** A backend that breaks it does not conform. */
  REQUIRED,
  /** A backend may leave it; where it claims to follow, it is judged. */
  OPTIONAL,
  /** Part of the contract, and nobody tests it; the rule says why. */
  UNTESTED;

  /** Lower case, as reports print it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
