package org.ash.conformance.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.agreement.ErrorHistogram;
import org.ash.conformance.report.ConformanceJson;
import org.ash.conformance.report.RuleResultJson;
import org.ash.conformance.rule.Finding;
import org.ash.conformance.rule.Level;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Trial;
import org.ash.conformance.vector.JsonPlace;

/**
 * Judges a backend in a process of its own. Where the process ends early, the rule that was judged
 * is broken, and a new process goes on with the rules that are left.
 */
public final class BackendJudgement {
  /** Broken by a process that ends early while no rule is judged. */
  private static final Rule PROCESS =
      Rule.required(
          "PROCESS",
          Level.LIFECYCLE,
          "The engine's process starts, opens the backend and ends without a failure.",
          trial -> trial.skip("judged by who starts the process"));

  private final TrialRequest request;
  private final List<Rule> rules;
  private final Duration limit;
  private final Progress progress;
  private final List<RuleResult> results = new ArrayList<>();
  private final Set<String> left = new LinkedHashSet<>();
  private Optional<ConformanceReport> header = Optional.empty();
  private Optional<String> running = Optional.empty();
  private String failure = "";

  /** Told what is judged next. */
  @FunctionalInterface
  public interface Progress {
    /**
     * A rule is about to be judged.
     *
     * @param rule the rule
     * @param done rules that were judged before it
     */
    void begins(Rule rule, int done);
  }

  private BackendJudgement(
      String backend,
      Trial.Settings settings,
      List<Rule> rules,
      Duration limit,
      Progress progress) {
    this.rules = rules;
    this.limit = limit;
    this.progress = progress;
    rules.forEach(rule -> left.add(rule.id()));
    this.request = new TrialRequest(backend, settings, List.copyOf(left));
  }

  /**
   * Judges.
   *
   * @param backend name of a backend that can run here
   * @param rules of the catalogue
   * @param limit the longest that opening the backend, and each rule, may take
   * @throws IOException when no process can be started
   */
  public static ConformanceReport judge(
      String backend, Trial.Settings settings, List<Rule> rules, Duration limit, Progress progress)
      throws IOException {
    return new BackendJudgement(backend, settings, rules, limit, progress).judge();
  }

  private ConformanceReport judge() throws IOException {
    boolean goOn = true;
    while (goOn) {
      running = Optional.empty();
      failure = "";
      int before = left.size();
      try (ConformanceProcess process = ConformanceProcess.start(request.withRules(rulesLeft()));
          RuleAlarm alarm = new RuleAlarm(limit, process::kill)) {
        listen(process, alarm);
        int exitCode = process.exitCode();
        if (exitCode != 0 || !left.isEmpty()) {
          String words = failure.isEmpty() ? process.lastWords() : failure;
          blame(ending(exitCode, alarm), words);
        }
      }
      // A process that judged nothing would judge nothing again.
      goOn = !left.isEmpty() && left.size() < before;
    }
    return header.orElseGet(this::unopened).withResults(results);
  }

  private List<String> rulesLeft() {
    return List.copyOf(left);
  }

  private String ending(int exitCode, RuleAlarm alarm) {
    return alarm.rung()
        ? "the process was killed, for nothing had ended within " + limit.toSeconds() + " s,"
        : "the process ended with exit code " + exitCode;
  }

  private void listen(ConformanceProcess process, RuleAlarm alarm) throws IOException {
    alarm.set();
    Optional<JsonPlace> next = process.next();
    while (next.isPresent()) {
      JsonPlace answer = next.get();
      answer
          .optional(ConformanceWorker.REPORT)
          .map(ConformanceJson::read)
          .ifPresent(report -> header = header.or(() -> Optional.of(report)));
      answer
          .optional(ConformanceWorker.BEGIN)
          .ifPresent(
              begin -> {
                alarm.set();
                begin(begin.field("rule").text());
              });
      answer.optional(ConformanceWorker.RESULT).map(RuleResultJson::read).ifPresent(this::end);
      answer
          .optional(ConformanceWorker.FAILURE)
          .ifPresent(why -> failure = why.field(ConformanceWorker.FAILURE).text());
      next = process.next();
    }
  }

  private void begin(String id) {
    running = Optional.of(id);
    progress.begins(rule(id), results.size());
  }

  private void end(RuleResult result) {
    results.add(result);
    left.remove(result.rule().id());
    running = Optional.empty();
  }

  private Rule rule(String id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst().orElse(PROCESS);
  }

  /** Makes an early end a failure of the rule that was judged. */
  private void blame(String ending, String words) {
    Rule rule = running.map(this::rule).orElse(PROCESS);
    String message =
        ending
            + (running.isPresent()
                ? " while this rule was judged"
                : header.isPresent() ? " when no rule was judged" : " before the backend was open")
            + (words.isEmpty() ? "" : ": " + words);
    end(
        new RuleResult(
            rule,
            Verdict.FAILED,
            1,
            List.of(new Finding("", message)),
            List.of(),
            List.of(),
            ErrorHistogram.empty(),
            0));
  }

  private ConformanceReport unopened() {
    return new ConformanceReport(
        request.backend(),
        "(not opened)",
        "(not opened)",
        request.settings().seed(),
        request.settings().draws(),
        Instant.now(),
        Map.of("java", Runtime.version().toString()),
        List.of(),
        List.of());
  }
}
