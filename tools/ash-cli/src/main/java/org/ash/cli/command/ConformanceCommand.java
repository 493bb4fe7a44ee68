package org.ash.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ash.cli.option.EngineList;
import org.ash.cli.option.RuleOptions;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.output.StatusLine;
import org.ash.cli.output.TargetFile;
import org.ash.cli.output.Terminal;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.process.BackendJudgement;
import org.ash.conformance.report.ConformanceHtml;
import org.ash.conformance.report.ConformanceJson;
import org.ash.conformance.rule.Level;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Trial;
import org.ash.spi.BackendCandidate;
import org.ash.spi.Backends;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ash conformance}: whether engines compute what the oracle says. */
@Command(
    name = "conformance",
    description = {
      "Judge engines by the conformance suite: whether they compute what they should.",
      "",
      "Without --backend all engines that can run here are judged, each in a process of its own:"
          + " one that crashes or hangs breaks the rule that was being judged, and the rest goes on."
          + " Exit code 1 when a required rule is broken, or when anything turned worse or moved since"
          + " the --baseline. docs/conformance.md tells how to read the report."
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} conformance --report conformance.html",
      "  ${ROOT-COMMAND-NAME} conformance --backend tensorflow --level operators",
      "  ${ROOT-COMMAND-NAME} conformance --backend dl4j --rule 'OP-Exp-*' --seed 7",
      "  ${ROOT-COMMAND-NAME} conformance --backend tensorflow --json now.json --baseline pinned.json"
    })
public final class ConformanceCommand implements Callable<Integer> {
  private static final String STDOUT = "-";

  @Spec private CommandSpec spec;

  @Mixin private EngineList engines;

  @Mixin private RuleOptions rules;

  @Option(
      names = "--rule-seconds",
      paramLabel = "N",
      defaultValue = "600",
      description =
          "The longest that a rule may take; one that takes longer is broken, and the others go on"
              + " in a new process (default: ${DEFAULT-VALUE})")
  private int ruleSeconds;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the report as one HTML page.")
  private Path report;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = STDOUT,
      description = "Write the report as JSON; without FILE to stdout, instead of the table.")
  private String json;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "The --json of an earlier run: whatever turned worse or moved since is told.")
  private Path baseline;

  /** Made by picocli. */
  public ConformanceCommand() {}

  @Override
  public Integer call() throws IOException {
    if (ruleSeconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rule-seconds is 1 or more, given " + ruleSeconds + ".");
    }
    List<Rule> judged = rules.rules();
    Trial.Settings settings = rules.settings();
    BaselineAlarm alarm = baseline == null ? BaselineAlarm.none() : BaselineAlarm.read(baseline);
    Optional<List<BackendCandidate>> chosen = engines.chosen();
    List<String> names =
        chosen.orElseGet(ConformanceCommand::available).stream()
            .map(BackendCandidate::name)
            .toList();
    requireComparable(alarm, names, settings);
    prepareFiles();
    Output output =
        new Output(
            spec.commandLine().getOut(), spec.commandLine().getErr(), Terminal.resultColours());
    List<ConformanceReport> reports = new ArrayList<>();
    try (StatusLine status = new StatusLine(output)) {
      for (String name : names) {
        reports.add(
            BackendJudgement.judge(
                name,
                settings,
                judged,
                Duration.ofSeconds(ruleSeconds),
                new Told(status, name, judged.size())));
      }
    }
    settings.onlyCase().ifPresent(label -> requireTried(reports, label));
    BaselineAlarm.Outcome changes = alarm.compare(reports, chosen.isEmpty());
    // What took so long to find out is told before anything can go wrong with the files.
    if (STDOUT.equals(json)) {
      output.line(ConformanceJson.text(reports).stripTrailing());
      changes.lines().forEach(output::note);
    } else {
      ConformanceTable.print(output, reports);
      changes.lines().forEach(output::line);
    }
    write(output, reports);
    boolean conform = reports.stream().allMatch(ConformanceReport::conforms);
    return conform && !changes.alarming() ? 0 : 1;
  }

  private static List<BackendCandidate> available() {
    return Backends.find().candidates().stream().filter(BackendCandidate::isAvailable).toList();
  }

  /** A file that cannot be written is told before the suite runs, which takes minutes. */
  private void prepareFiles() throws IOException {
    if (report != null) {
      TargetFile.prepare(report);
    }
    if (json != null && !STDOUT.equals(json)) {
      TargetFile.prepare(Path.of(json));
    }
  }

  private void requireComparable(BaselineAlarm alarm, List<String> names, Trial.Settings settings) {
    try {
      alarm.requireComparable(names, settings);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** A case that no rule knows proves nothing, and must not look as if it did. */
  private void requireTried(List<ConformanceReport> reports, String label) {
    boolean tried =
        reports.stream()
            .flatMap(judged -> judged.results().stream())
            .anyMatch(
                result ->
                    result.cases() > 0
                        || result.skips().stream().anyMatch(skip -> skip.startsWith(label + ":")));
    if (!tried) {
      throw new ParameterException(
          spec.commandLine(), "No case of the chosen rules is labelled '" + label + "'.");
    }
  }

  /** Each file is written whatever becomes of the other. */
  private void write(Output output, List<ConformanceReport> reports) throws IOException {
    try {
      if (json != null && !STDOUT.equals(json)) {
        ConformanceJson.write(Path.of(json), reports);
        output.line("JSON:   " + json);
      }
    } finally {
      if (report != null) {
        ConformanceHtml.write(report, reports);
        tell(output, "Report: " + report);
      }
    }
  }

  /** On stdout, unless that belongs to the JSON. */
  private void tell(Output output, String text) {
    if (STDOUT.equals(json)) {
      output.note(text);
    } else {
      output.line(text);
    }
  }

  /** Says where the judgement is: on a terminal at each rule, in a log at each level. */
  private static final class Told implements BackendJudgement.Progress {
    private final StatusLine status;
    private final String backend;
    private final int all;
    private Level last;

    Told(StatusLine status, String backend, int all) {
      this.status = status;
      this.backend = backend;
      this.all = all;
    }

    @Override
    public void begins(Rule rule, int done) {
      if (Terminal.err() || rule.level() != last) {
        last = rule.level();
        status.show(
            "%s: rule %s of %s, %s"
                .formatted(
                    backend,
                    Numbers.count(done + 1),
                    Numbers.count(all),
                    Terminal.err() ? rule.id() : "level " + rule.level()));
      }
    }
  }
}
