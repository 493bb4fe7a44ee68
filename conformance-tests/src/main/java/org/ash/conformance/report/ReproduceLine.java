package org.ash.conformance.report;

import org.ash.conformance.ConformanceReport;
import org.ash.conformance.rule.Finding;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Rules;
import org.ash.conformance.rule.Trial;

/** The command that shows one finding again. */
public final class ReproduceLine {
  private ReproduceLine() {}

  /**
   * For a shell, as {@code tools/ash conformance --backend X --rule ID --case 'LABEL' --seed 1}.
   */
  public static String of(ConformanceReport report, Rule rule, Finding finding) {
    StringBuilder line = new StringBuilder("tools/ash conformance --backend ");
    line.append(report.backend());
    // What is no rule of the catalogue happened between rules: to see it again takes all of them.
    if (Rules.all().stream().anyMatch(known -> known.id().equals(rule.id()))) {
      line.append(" --rule ").append(rule.id());
    }
    if (!finding.caseLabel().isEmpty()) {
      line.append(" --case ").append(quoted(finding.caseLabel()));
    }
    line.append(" --seed ").append(report.seed());
    if (report.draws() != Trial.Settings.defaults().draws()) {
      line.append(" --draws ").append(report.draws());
    }
    return line.toString();
  }

  private static String quoted(String label) {
    return "'" + label.replace("'", "'\\''") + "'";
  }
}
