package org.ash.conformance.rule;

/** Holds a backend to a rule and tells the trial what it found. */
@FunctionalInterface
public interface RuleCheck {
  /** Tries the backend; what breaks the rule goes to the trial, nothing is thrown for it. */
  void check(Trial trial);
}
