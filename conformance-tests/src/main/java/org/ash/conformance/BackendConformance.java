package org.ash.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ash.conformance.deviation.KnownDeviations;
import org.ash.conformance.rule.Finding;
import org.ash.conformance.rule.Level;
import org.ash.conformance.rule.Necessity;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Rules;
import org.ash.conformance.rule.Trial;
import org.ash.spi.BackendProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every rule as a test named by its id. A backend's tests extend this class and name the provider:
 *
 * <pre>{@code
 * class MyBackendTest extends BackendConformance {
 *   @Override
 *   protected BackendProvider provider() {
 *     return new MyBackendProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>A rule that the backend does not claim to follow is reported as skipped with the reason, a
 * rule that nobody tests likewise; a rule that is broken fails with every finding.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendConformance {
  private static final int MOST_FINDINGS_TOLD = 10;

  private Conformance conformance;

  /** For subclasses. */
  protected BackendConformance() {}

  /** The backend that is judged. */
  protected abstract BackendProvider provider();

  /** Seed and number of random cases; {@link Trial.Settings#defaults} unless overridden. */
  protected Trial.Settings settings() {
    return Trial.Settings.defaults();
  }

  /**
   * What the engine is known to get wrong; the project's own list for a backend of this name unless
   * overridden, as by {@code KnownDeviations.read(getClass(), "deviations.json")}.
   */
  protected KnownDeviations knownDeviations() {
    return KnownDeviations.of(provider().name());
  }

  @BeforeAll
  void open() {
    conformance = new Conformance(provider(), settings(), knownDeviations());
  }

  @AfterAll
  void close() {
    conformance.close();
  }

  @TestFactory
  Stream<DynamicNode> rules() {
    return Arrays.stream(Level.values())
        .map(
            level ->
                DynamicContainer.dynamicContainer(
                    level.toString(),
                    Rules.all().stream().filter(rule -> rule.level() == level).map(this::test)));
  }

  private DynamicTest test(Rule rule) {
    return DynamicTest.dynamicTest(rule.id() + ": " + rule.sentence(), () -> assertFollowed(rule));
  }

  private void assertFollowed(Rule rule) {
    RuleResult result = conformance.judge(rule);
    switch (result.verdict()) {
      case PASSED, DEVIATES -> Assertions.assertTrue(result.findings().isEmpty());
      case SKIPPED, UNTESTED -> Assumptions.abort(String.join("; ", result.skips()));
      case FAILED -> {
        String told = told(result);
        Assumptions.assumeTrue(rule.necessity() == Necessity.REQUIRED, told);
        Assertions.fail(told);
      }
    }
  }

  private String told(RuleResult result) {
    List<Finding> findings = result.findings();
    StringBuilder text = new StringBuilder();
    text.append(findings.size()).append(" of ").append(result.cases()).append(" cases, seed ");
    text.append(settings().seed());
    findings.stream()
        .limit(MOST_FINDINGS_TOLD)
        .forEach(finding -> text.append("\n  ").append(finding));
    return text.toString();
  }
}
