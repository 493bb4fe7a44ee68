package org.ash.conformance;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
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
 * @param draws random cases of each operator
 * @param started when
 * @param environment Java, operating system, processors
 * @param knownDeviations what its engine is known to get wrong
 * @param results of every rule that was chosen, in the order of the catalogue
 */
public record ConformanceReport(
    String backend,
    String engineVersion,
    String device,
    long seed,
    int draws,
    Instant started,
    Map<String, String> environment,
    List<DeviationSummary> knownDeviations,
    List<RuleResult> results) {

  /** Copies the collections. */
  public ConformanceReport {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    knownDeviations = List.copyOf(knownDeviations);
    results = List.copyOf(results);
  }

  /**
   * A known deviation, as a report tells it.
   *
   * @param id by which findings name it
   * @param explanation what is wrong
   * @param response what the backend does about it
   * @param bound how far it goes
   * @param reproduction the smallest case
   */
  public record DeviationSummary(
      String id, String explanation, String response, String bound, String reproduction) {}

  /** Whether no required rule is broken, known deviations aside. */
  public boolean conforms() {
    return results.stream()
        .noneMatch(
            result ->
                result.verdict() == Verdict.FAILED
                    && result.rule().necessity() == Necessity.REQUIRED);
  }

  /** The same backend with other results. */
  public ConformanceReport withResults(List<RuleResult> others) {
    return new ConformanceReport(
        backend, engineVersion, device, seed, draws, started, environment, knownDeviations, others);
  }

  /** Rules with a verdict. */
  public long count(Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }
}
