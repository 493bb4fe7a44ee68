package org.ash.conformance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Rules;
import org.ash.conformance.rule.Trial;
import org.ash.spi.BackendProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend that crashes and hangs is judged to the end. */
final class BackendJudgementTest {
  private static final String CLASS_PATH = "java.class.path";
  private static final List<String> RULES =
      List.of("OP-Exp-values", "OP-Log-values", "OP-Neg-values", "OP-Sqrt-values");

  @TempDir private Path folder;

  private static List<Rule> rules() {
    return Rules.all().stream().filter(rule -> RULES.contains(rule.id())).toList();
  }

  private ConformanceReport judge(Duration limit, List<String> begun) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(
        services.resolve(BackendProvider.class.getName()),
        List.of(RudeBackendProvider.class.getName()));
    String classPath = System.getProperty(CLASS_PATH);
    try {
      System.setProperty(CLASS_PATH, folder + File.pathSeparator + classPath);
      return BackendJudgement.judge(
          RudeBackendProvider.NAME,
          Trial.Settings.defaults(),
          rules(),
          limit,
          (rule, done) -> begun.add(rule.id()));
    } finally {
      System.setProperty(CLASS_PATH, classPath);
    }
  }

  private static RuleResult result(ConformanceReport report, String rule) {
    return report.results().stream()
        .filter(result -> result.rule().id().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void crashAndHang_breakTheirRules_andTheOthersAreJudged() throws IOException {
    List<String> begun = new ArrayList<>();
    ConformanceReport report = judge(Duration.ofSeconds(15), begun);
    assertEquals(RULES.size(), report.results().size(), report.results()::toString);
    assertEquals(RULES.size(), begun.size(), begun::toString);

    RuleResult crashed = result(report, "OP-Exp-values");
    assertEquals(Verdict.FAILED, crashed.verdict());
    String crash = crashed.findings().get(0).message();
    assertTrue(crash.contains("while this rule was judged"), crash);
    // Java's own, when it catches the crash and may leave no core: 1, otherwise 134.
    assertTrue(crash.matches("the process ended with exit code (1|134) .*"), crash);
    assertTrue(crash.contains("crashed in "), crash);
    assertTrue(crash.contains("it said last: engine: cannot go on"), crash);

    RuleResult hung = result(report, "OP-Neg-values");
    assertEquals(Verdict.FAILED, hung.verdict());
    String hang = hung.findings().get(0).message();
    assertTrue(hang.contains("nothing had ended within 15 s, while this rule was judged"), hang);

    assertEquals(Verdict.PASSED, result(report, "OP-Log-values").verdict());
    assertEquals(Verdict.PASSED, result(report, "OP-Sqrt-values").verdict());
  }

  @Test
  void backendThatIsNotThere_isAFailureOfTheProcess() throws IOException {
    ConformanceReport report =
        BackendJudgement.judge(
            "nowhere",
            Trial.Settings.defaults(),
            rules(),
            Duration.ofMinutes(1),
            (rule, done) -> {});
    assertEquals(List.of("PROCESS"), report.results().stream().map(r -> r.rule().id()).toList());
    String message = report.results().get(0).findings().get(0).message();
    assertTrue(message.contains("before the backend was open"), message);
    assertTrue(message.contains("nowhere"), message);
  }
}
