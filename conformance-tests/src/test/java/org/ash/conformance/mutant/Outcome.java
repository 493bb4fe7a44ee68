package org.ash.conformance.mutant;

import java.util.Optional;

/**
 * What became of a mutant.
 *
 * @param mutant which
 * @param witness where it differs from the reference; empty when it is taken for equivalent and was
 *     not judged
 * @param caughtBy the first rule that failed, empty when none did
 * @param rulesTried how many rules judged it
 * @param millis all that took
 */
record Outcome(
    Mutant mutant,
    Optional<Witness> witness,
    Optional<String> caughtBy,
    int rulesTried,
    double millis) {

  /** Whether it was judged. */
  boolean judged() {
    return witness.isPresent();
  }

  /** Whether it is broken and no rule tells. */
  boolean survived() {
    return judged() && caughtBy.isEmpty();
  }
}
