package org.ash.conformance.mutant;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ash.conformance.Conformance;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Trial;

/**
 * What each rule asks of each operator, seen once on the sound backend. A mutant is the sound
 * backend until its fault shows, so that a rule that never gives its operator enough elements or
 * enough runs need not be tried.
 */
final class Reach {
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  private record Seen(Map<Class<?>, Demand> most, double millis) {}

  /**
   * Tries a rule on the sound backend.
   *
   * @throws IllegalStateException when it fails there
   */
  void watch(Rule rule) {
    Map<Class<?>, Demand> most = new ConcurrentHashMap<>();
    AlteredProvider watched =
        new AlteredProvider(
            sound ->
                new WatchedBackend(
                    sound, (operator, demand) -> most.merge(operator, demand, Demand::max)));
    try (Conformance conformance = new Conformance(watched, Trial.Settings.defaults())) {
      RuleResult result = conformance.judge(rule);
      if (result.verdict() == Verdict.FAILED) {
        throw new IllegalStateException(
            "Nothing is wrong, and " + rule.id() + " fails: " + result.findings());
      }
      seen.put(rule.id(), new Seen(Map.copyOf(most), result.millis()));
    }
  }

  /** Whether a rule that was watched could see a mutant. */
  boolean reaches(Rule rule, Mutant mutant) {
    Demand most = seen.get(rule.id()).most().get(mutant.operator());
    return most != null && most.reaches(mutant.fault());
  }

  /** How long a rule that was watched took, in milliseconds. */
  double millis(Rule rule) {
    return seen.get(rule.id()).millis();
  }
}
