package org.ash.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ash.conformance.process.BackendJudgement;
import org.ash.conformance.report.ReproduceLine;
import org.ash.conformance.rule.Finding;
import org.ash.conformance.rule.Level;
import org.ash.conformance.rule.Necessity;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Rules;
import org.ash.conformance.rule.Trial;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The rules that may crash an engine as tests, judged in a process of their own: closing, use after
 * close, threads, many programs. A crash or a hang breaks the rule that was judged and neither the
 * other rules nor the other tests.
 *
 * <p>The process finds the backend by the service loader, on the class path of the tests; the
 * engine's known deviations are those of the project's own list.
 *
 * <pre>{@code
 * class MyForkedBackendTest extends ForkedBackendConformance {
 *   @Override
 *   protected String backend() {
 *     return "my-backend";
 *   }
 * }
 * }</pre>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ForkedBackendConformance {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** For subclasses. */
  protected ForkedBackendConformance() {}

  /** Name of the backend that is judged. */
  protected abstract String backend();

  /** The rules; those of level {@code lifecycle} unless overridden. */
  protected List<Rule> judged() {
    return Rules.all().stream().filter(rule -> rule.level() == Level.LIFECYCLE).toList();
  }

  @TestFactory
  Stream<DynamicTest> rules() throws IOException {
    List<Rule> rules = judged();
    ConformanceReport report =
        BackendJudgement.judge(
            backend(), Trial.Settings.defaults(), rules, LIMIT, (rule, done) -> {});
    // Not only the rules that were asked for: a process that does not start or end has one of its
    // own. And not only those that came: one that was lost must not be missed.
    Stream<DynamicTest> lost =
        rules.stream()
            .filter(
                rule -> report.results().stream().noneMatch(r -> r.rule().id().equals(rule.id())))
            .map(rule -> test(rule, () -> Assertions.fail("No result came of this rule.")));
    Set<String> ids = rules.stream().map(Rule::id).collect(Collectors.toSet());
    DynamicTest tried =
        DynamicTest.dynamicTest(
            "cases were tried",
            () ->
                Assertions.assertTrue(
                    report.results().stream()
                        .filter(result -> ids.contains(result.rule().id()))
                        .anyMatch(result -> result.cases() > 0),
                    "No case of these rules was tried."));
    return Stream.of(
            Stream.of(tried),
            report.results().stream()
                .map(result -> test(result.rule(), () -> assertFollowed(report, result))),
            lost)
        .flatMap(Function.identity());
  }

  private static DynamicTest test(Rule rule, org.junit.jupiter.api.function.Executable check) {
    return DynamicTest.dynamicTest(rule.id() + ": " + rule.sentence(), check);
  }

  private static void assertFollowed(ConformanceReport report, RuleResult result) {
    switch (result.verdict()) {
      case PASSED, DEVIATES -> Assertions.assertTrue(result.findings().isEmpty());
      case SKIPPED, UNTESTED -> Assumptions.abort(String.join("; ", result.skips()));
      case FAILED -> {
        String told =
            result.findings().stream()
                .map(finding -> told(report, result.rule(), finding))
                .collect(Collectors.joining("\n", result.rule().id() + " is broken:\n", ""));
        Assumptions.assumeTrue(result.rule().necessity() == Necessity.REQUIRED, told);
        Assertions.fail(told);
      }
    }
  }

  private static String told(ConformanceReport report, Rule rule, Finding finding) {
    return "  " + finding + "\n  " + ReproduceLine.of(report, rule, finding);
  }
}
