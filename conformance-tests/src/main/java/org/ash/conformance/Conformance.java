package org.ash.conformance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.ash.conformance.deviation.DeviationJudge;
import org.ash.conformance.deviation.KnownDeviation;
import org.ash.conformance.deviation.KnownDeviations;
import org.ash.conformance.rule.Necessity;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Rules;
import org.ash.conformance.rule.Trial;
import org.ash.conformance.vector.OperatorJson;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.BackendProvider;

/** Judges a backend. */
public final class Conformance implements AutoCloseable {
  private final BackendProvider provider;
  private final Trial.Settings settings;
  private final KnownDeviations known;
  private final Backend backend;
  private final DeviationJudge deviations;

  /**
   * Opens the backend with default options; what its engine is known to get wrong stands in the
   * project's own list, if it has one.
   *
   * @throws org.ash.spi.BackendException when it cannot be opened
   */
  public Conformance(BackendProvider provider, Trial.Settings settings) {
    this(provider, settings, KnownDeviations.of(provider.name()));
  }

  /**
   * Opens the backend with default options.
   *
   * @param known what its engine is known to get wrong
   * @throws org.ash.spi.BackendException when it cannot be opened
   */
  public Conformance(BackendProvider provider, Trial.Settings settings, KnownDeviations known) {
    this.provider = provider;
    this.settings = settings;
    this.known = known;
    this.backend = provider.open(BackendOptions.defaults());
    this.deviations = new DeviationJudge(known, backend.engineVersion());
  }

  /** Holds the backend to one rule. */
  public RuleResult judge(Rule rule) {
    long begin = System.nanoTime();
    Trial trial = new Trial(provider, backend, settings);
    rule.check().check(trial);
    DeviationJudge.Judgement judgement = deviations.judge(rule.id(), trial);
    double millis = (System.nanoTime() - begin) / 1e6;
    return new RuleResult(
        rule,
        verdict(rule, trial, judgement),
        trial.cases(),
        judgement.findings(),
        judgement.covered(),
        trial.skips(),
        trial.histogram(),
        millis);
  }

  private static Verdict verdict(Rule rule, Trial trial, DeviationJudge.Judgement judgement) {
    if (rule.necessity() == Necessity.UNTESTED) {
      return Verdict.UNTESTED;
    }
    if (!judgement.findings().isEmpty()) {
      return Verdict.FAILED;
    }
    if (!judgement.covered().isEmpty()) {
      return Verdict.DEVIATES;
    }
    return trial.cases() == 0 ? Verdict.SKIPPED : Verdict.PASSED;
  }

  /**
   * Holds the backend to all rules that are chosen.
   *
   * @param chosen which rules
   * @param listener told each result as it comes
   */
  public ConformanceReport judge(Predicate<Rule> chosen, Consumer<RuleResult> listener) {
    Instant started = Instant.now();
    List<RuleResult> results = new ArrayList<>();
    for (Rule rule : Rules.all()) {
      if (chosen.test(rule)) {
        RuleResult result = judge(rule);
        results.add(result);
        listener.accept(result);
      }
    }
    return new ConformanceReport(
        backend.name(),
        backend.engineVersion(),
        backend.device().id() + " (" + backend.device().description() + ")",
        settings.seed(),
        settings.draws(),
        started,
        environment(),
        known.entries().stream().map(Conformance::summary).toList(),
        results);
  }

  private static ConformanceReport.DeviationSummary summary(KnownDeviation entry) {
    return new ConformanceReport.DeviationSummary(
        entry.id(),
        entry.explanation(),
        entry.response(),
        entry.bound().toString(),
        OperatorJson.write(entry.reproduction().operatorCase()).toString());
  }

  private static Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("java", Runtime.version().toString());
    environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    environment.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    return environment;
  }

  /** Closes the backend. */
  @Override
  public void close() {
    backend.close();
  }
}
