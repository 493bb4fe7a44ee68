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

  /** The most that was asked of one operator: elements of a result, runs of an executable. */
  private record Most(long elements, int runs) {
    Most max(Most other) {
      return new Most(Math.max(elements, other.elements), Math.max(runs, other.runs));
    }
  }

  private record Seen(Map<Class<?>, Most> most, double millis) {}

  /**
   * Tries a rule on the sound backend.
   *
   * @throws IllegalStateException when it fails there
   */
  void watch(Rule rule) {
    Map<Class<?>, Most> most = new ConcurrentHashMap<>();
    AlteredProvider watched =
        new AlteredProvider(
            sound ->
                new WatchedBackend(
                    sound,
                    (operator, elements, run) ->
                        most.merge(operator, new Most(elements, run), Most::max)));
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
    Most most = seen.get(rule.id()).most().get(mutant.operator());
    Fault fault = mutant.fault();
    return most != null
        && most.elements() >= fault.fewestElements()
        && most.runs() >= fault.fewestRuns();
  }

  /** How long a rule that was watched took, in milliseconds. */
  double millis(Rule rule) {
    return seen.get(rule.id()).millis();
  }
}
