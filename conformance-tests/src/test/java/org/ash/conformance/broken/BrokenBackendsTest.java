package org.ash.conformance.broken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ash.conformance.Conformance;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Rules;
import org.ash.conformance.rule.Trial;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.BackendProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every broken backend is caught by every rule that is named for it; the sound one by none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrokenBackendsTest {
  private static final System.Logger LOG = System.getLogger(BrokenBackendsTest.class.getName());
  private static final Path TABLE = Path.of("target", "broken-backends.md");
  private static final int FEWEST = 100;

  private static final Map<String, Rule> RULES =
      Rules.all().stream().collect(Collectors.toMap(Rule::id, rule -> rule));

  /** Rows of the table by the name of the backend. */
  private final Map<String, String> caught = new TreeMap<>();

  static List<BrokenBackend> brokenBackends() {
    return Stream.of(
            BrokenArithmetic.all(),
            BrokenReductions.all(),
            BrokenSelections.all(),
            BrokenContractions.all(),
            BrokenConvolutions.all(),
            BrokenNormalization.all(),
            BrokenFusions.all(),
            BrokenLosses.all(),
            BrokenActivations.all(),
            BrokenAsh.all(),
            BrokenAshGradient.all(),
            BrokenResults.all(),
            BrokenRuns.all(),
            BrokenVariables.all(),
            BrokenLifecycle.all())
        .flatMap(List::stream)
        .toList();
  }

  static List<String> namedRules() {
    return brokenBackends().stream()
        .flatMap(broken -> broken.caughtBy().stream())
        .distinct()
        .sorted()
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenBackends")
  void brokenBackend_isCaughtByEachNamedRule(BrokenBackend broken) {
    List<String> catching = new ArrayList<>();
    for (RuleResult result : judge(broken.provider(), broken.caughtBy())) {
      if (result.verdict() == Verdict.FAILED) {
        catching.add(result.rule().id());
      }
    }
    caught.put(
        broken.name(),
        "| " + broken.name() + " | " + broken.bug() + " | " + String.join(", ", catching) + " |");
    assertEquals(broken.caughtBy(), catching);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("namedRules")
  void soundBackend_passesEachNamedRule(String rule) {
    RuleResult result = judge(new ReferenceBackendProvider(), List.of(rule)).get(0);
    assertEquals(Verdict.PASSED, result.verdict(), () -> result.findings().toString());
  }

  @Test
  void thereAreEnough_eachOfItsOwnName() {
    long names = brokenBackends().stream().map(BrokenBackend::name).distinct().count();
    assertEquals(brokenBackends().size(), names);
    assertTrue(names >= FEWEST, names + " broken backends");
  }

  /** Rules that no broken backend is named for; the list may only become shorter. */
  @Test
  void rulesWithoutABrokenBackend_areThoseStated() {
    TreeSet<String> untried = new TreeSet<>(RULES.keySet());
    untried.removeIf(id -> !id.startsWith("LIFE-"));
    namedRules().forEach(untried::remove);
    assertEquals(List.of("LIFE-feeds-read-once"), List.copyOf(untried));
  }

  private static List<RuleResult> judge(BackendProvider provider, List<String> ids) {
    try (Conformance conformance = new Conformance(provider, Trial.Settings.defaults())) {
      return ids.stream()
          .map(
              id -> {
                assertTrue(RULES.containsKey(id), () -> "There is no rule " + id + ".");
                return conformance.judge(RULES.get(id));
              })
          .toList();
    }
  }

  @AfterAll
  void writeTable() throws IOException {
    List<String> lines =
        new ArrayList<>(Arrays.asList("| broken backend | bug | caught by |", "|---|---|---|"));
    lines.addAll(caught.values());
    Files.createDirectories(TABLE.toAbsolutePath().getParent());
    Files.write(TABLE, lines);
    LOG.log(System.Logger.Level.INFO, String.join("\n", lines));
  }
}
