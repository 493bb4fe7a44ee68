package org.ash.cli.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.output.Table;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.report.ReproduceLine;
import org.ash.conformance.rule.Finding;
import org.ash.conformance.rule.Necessity;

/** Verdicts on a terminal: a row for each backend, then what is wrong. */
final class ConformanceTable {
  private static final int MOST_FAILURES = 10;

  private ConformanceTable() {}

  static void print(Output output, List<ConformanceReport> reports) {
    Table table = new Table().text("BACKEND").text("ENGINE").text("VERDICT");
    for (Verdict verdict : Verdict.values()) {
      table.number(verdict.name());
    }
    table.number("CASES").number("TIME");
    reports.forEach(report -> row(table, report));
    output.table(table);
    reports.forEach(report -> failures(output, report));
  }

  private static void row(Table table, ConformanceReport report) {
    List<String> cells = new ArrayList<>();
    cells.add(report.backend());
    cells.add(report.engineVersion());
    cells.add(report.conforms() ? "conforms" : "DOES NOT CONFORM");
    for (Verdict verdict : Verdict.values()) {
      cells.add(Numbers.count(report.count(verdict)));
    }
    cells.add(Numbers.count(report.results().stream().mapToLong(RuleResult::cases).sum()));
    cells.add(
        Numbers.duration(report.results().stream().mapToDouble(RuleResult::millis).sum() / 1000));
    table.row(cells.toArray(String[]::new));
  }

  private static void failures(Output output, ConformanceReport report) {
    List<RuleResult> failed =
        report.results().stream()
            .filter(result -> result.verdict() == Verdict.FAILED)
            .sorted(Comparator.comparing(result -> result.rule().necessity()))
            .toList();
    for (RuleResult result : failed.subList(0, Math.min(MOST_FAILURES, failed.size()))) {
      Finding first = result.findings().get(0);
      boolean required = result.rule().necessity() == Necessity.REQUIRED;
      output.line("");
      output.line(
          "%s breaks %s%s in %s of %s cases: %s"
              .formatted(
                  report.backend(),
                  result.rule().id(),
                  required ? "" : " (optional)",
                  Numbers.count(result.findings().size()),
                  Numbers.count(result.cases()),
                  result.rule().sentence()));
      output.line("  " + (first.where().isEmpty() ? first.message() : first.toString()));
      output.line("  " + ReproduceLine.of(report, result.rule(), first));
    }
    int more = failed.size() - MOST_FAILURES;
    if (more > 0) {
      output.line("");
      output.line(
          "%s breaks %s rules more; --report shows them all."
              .formatted(report.backend(), Numbers.count(more)));
    }
  }
}
