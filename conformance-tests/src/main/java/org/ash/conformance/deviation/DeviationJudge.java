package org.ash.conformance.deviation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.conformance.agreement.ErrorHistogram;
import org.ash.conformance.rule.Examination;
import org.ash.conformance.rule.Finding;
import org.ash.conformance.rule.Trial;

/**
 * Tells findings that the list of known deviations explains from those that it does not, and
 * whether the deviations are still there.
 */
public final class DeviationJudge {
  private final KnownDeviations known;
  private final String engineVersion;
  // A deviation may break several rules; its reproduction runs once.
  private final Map<String, Optional<Finding>> gone = new HashMap<>();

  /** For an engine. */
  public DeviationJudge(KnownDeviations known, String engineVersion) {
    this.known = known;
    this.engineVersion = engineVersion;
  }

  /**
   * What remains of the findings of a rule.
   *
   * @param findings that no deviation explains, and a finding for each deviation that has gone
   * @param covered those that are explained
   */
  public record Judgement(List<Finding> findings, List<CoveredFinding> covered) {
    /** Copies the lists. */
    public Judgement {
      findings = List.copyOf(findings);
      covered = List.copyOf(covered);
    }
  }

  /** Judges what a trial of a rule has found. */
  public Judgement judge(String ruleId, Trial trial) {
    List<KnownDeviation> concerned = known.concerning(ruleId, engineVersion);
    List<Finding> findings = new ArrayList<>();
    List<CoveredFinding> covered = new ArrayList<>();
    for (Finding finding : trial.findings()) {
      concerned.stream()
          .filter(entry -> entry.covers(finding))
          .findFirst()
          .ifPresentOrElse(
              entry -> covered.add(new CoveredFinding(entry.id(), finding)),
              () -> findings.add(finding));
    }
    for (KnownDeviation entry : concerned) {
      String label = entry.reproduction().operatorCase().label();
      if (trial.settings().onlyCase().map(label::equals).orElse(true)) {
        gone.computeIfAbsent(entry.id(), id -> gone(entry, trial)).ifPresent(findings::add);
      }
    }
    return new Judgement(findings, covered);
  }

  /** A finding when the reproduction of a deviation does not deviate any more. */
  private static Optional<Finding> gone(KnownDeviation entry, Trial trial) {
    Reproduction reproduction = entry.reproduction();
    String label = reproduction.operatorCase().label();
    Examination outcome = trial.examiner().examine(reproduction.operatorCase());
    if (outcome instanceof Examination.Unsupported unsupported) {
      return Optional.of(
          new Finding(
              label,
              "deviation '"
                  + entry.id()
                  + "' cannot be seen any more, "
                  + unsupported.reason()
                  + ": remove it from the list"));
    }
    if (outcome instanceof Examination.Disagrees) {
      return Optional.empty();
    }
    ErrorHistogram errors = ((Examination.Agrees) outcome).histogram();
    boolean still = reproduction.leastUlps() > 0 && errors.worst() >= reproduction.leastUlps();
    return still
        ? Optional.empty()
        : Optional.of(
            new Finding(
                label,
                "deviation '"
                    + entry.id()
                    + "' has disappeared, its reproduction agrees with the oracle (worst error "
                    + errors.worst()
                    + " ulp): remove it from the list"));
  }
}
