package org.ash.conformance.rule;

/**
 * One thing that a backend must do.
 *
 * @param id by which reports, tests and deviations name it, as {@code OP-Conv-values}; stable
 * @param level what it is about
 * @param necessity whether it must be followed
 * @param sentence what must hold, for a person who reads a report
 * @param check holds a backend to it
 */
public record Rule(String id, Level level, Necessity necessity, String sentence, RuleCheck check) {

  /** A rule that every backend must follow. */
  public static Rule required(String id, Level level, String sentence, RuleCheck check) {
    return new Rule(id, level, Necessity.REQUIRED, sentence, check);
  }

  /** A rule that a backend may leave. */
  public static Rule optional(String id, Level level, String sentence, RuleCheck check) {
    return new Rule(id, level, Necessity.OPTIONAL, sentence, check);
  }

  /** A rule that nobody tests, with the reason. */
  public static Rule untested(String id, Level level, String sentence, String reason) {
    return new Rule(id, level, Necessity.UNTESTED, sentence, trial -> trial.skip(reason));
  }
}
