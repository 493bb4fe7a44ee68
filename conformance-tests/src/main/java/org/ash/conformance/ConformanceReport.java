package org.ash.conformance;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.ash.conformance.rule.Necessity;

/**
 * The verdict on one backend.
 *
 * @param backend name of the backend
 * @param engineVersion version of its engine
 * @param device what it ran on
 * @param seed of all random cases
 * @param started when
 * @param environment Java, operating system, processors
 * @param results of every rule that was chosen, in the order of the catalogue
 */
public record ConformanceReport(
    String backend,
    String engineVersion,
    String device,
    long seed,
    Instant started,
    Map<String, String> environment,
    List<RuleResult> results) {

  /** Copies the collections. */
  public ConformanceReport {
    environment = Map.copyOf(environment);
    results = List.copyOf(results);
  }

  /** Whether no required rule is broken, known deviations aside. */
  public boolean conforms() {
    return results.stream()
        .noneMatch(
            result ->
                result.verdict() == Verdict.FAILED
                    && result.rule().necessity() == Necessity.REQUIRED);
  }

  /** Rules with a verdict. */
  public long count(Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }
}
