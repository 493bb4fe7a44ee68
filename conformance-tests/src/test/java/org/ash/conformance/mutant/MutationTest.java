package org.ash.conformance.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.ash.conformance.Conformance;
import org.ash.conformance.Verdict;
import org.ash.conformance.rule.Level;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Rules;
import org.ash.conformance.rule.Trial;
import org.junit.jupiter.api.Test;

/**
 * The share of mutants that the suite catches does not fall. A few in the build; {@code -Pmutants}
 * draws more.
 */
final class MutationTest {
  private static final System.Logger LOG = System.getLogger(MutationTest.class.getName());

  /** In the build a few, by the rules that hunt them first; more when asked for, by all rules. */
  private static final int SAMPLE = 60;

  private static final boolean ASKED_FOR = System.getProperty("ash.mutants") != null;
  private static final int MUTANTS = Integer.getInteger("ash.mutants", SAMPLE);

  private static final long SEED = Long.getLong("ash.mutants.seed", 1);

  /** What the suite reaches; it may only rise. */
  private static final double LEAST_SHARE = 0.68;

  private static final int PROGRESS = 50;

  @Test
  void mutants_areCaughtByTheStatedShare()
      throws ExecutionException, InterruptedException, IOException {
    long begin = System.nanoTime();
    List<Outcome> outcomes = new ArrayList<>();
    Hunt hunt = new Hunt(new MutantDraw(SEED), ASKED_FOR ? Hunt.Breadth.ALL : Hunt.Breadth.NEAR);
    try {
      hunt.run(
          MUTANTS,
          outcome -> {
            outcomes.add(outcome);
            if (outcome.judged() && report(outcomes, begin).judged() % PROGRESS == 0) {
              LOG.log(System.Logger.Level.INFO, report(outcomes, begin).summary());
            }
          });
    } finally {
      report(outcomes, begin).write(Path.of("target")); // Of a hunt that broke off, too.
    }
    MutationReport report = report(outcomes, begin);
    LOG.log(System.Logger.Level.INFO, report.summary());
    assertTrue(
        report.shareCaught() >= LEAST_SHARE, () -> report.summary() + "\n" + report.survivors());
  }

  private static MutationReport report(List<Outcome> outcomes, long begin) {
    return new MutationReport(SEED, outcomes, (System.nanoTime() - begin) / 1e9);
  }

  /** What computes mutants node by node is no fault by itself. */
  @Test
  void nothingSpoiled_passes() {
    AlteredProvider provider =
        new AlteredProvider(sound -> new SpoiledBackend(sound, op -> true, Call::results));
    try (Conformance conformance = new Conformance(provider, Trial.Settings.defaults())) {
      List<String> failed =
          Rules.all().stream()
              .filter(rule -> ASKED_FOR || rule.level() == Level.LIFECYCLE)
              .filter(rule -> conformance.judge(rule).verdict() == Verdict.FAILED)
              .map(Rule::id)
              .toList();
      assertEquals(List.of(), failed);
    }
  }
}
