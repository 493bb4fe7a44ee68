package org.ash.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ash.cli.experiment.Experiment;
import org.ash.cli.experiment.ExperimentFile;
import org.ash.cli.experiment.ExperimentRun;
import org.ash.cli.experiment.Trial;
import org.ash.cli.experiment.TrialResult;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Hint;
import org.ash.cli.output.Output;
import org.ash.cli.output.Table;
import org.ash.cli.study.Metric;
import org.ash.cli.study.StudyReport;
import org.ash.cli.study.StudyTable;
import org.ash.data.DataSets;
import org.ash.data.DataSpecException;
import org.ash.spi.Backends;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ash experiment}: a grid of trainings. */
@Command(
    name = "experiment",
    description = {
      "Train a grid of networks, activations, engines and seeds.",
      "",
      "FILE is YAML, or the name of an experiment that comes with the program: cifar-10, cifar-100,"
          + " imagenet, ablation. DIR gets a run folder for each trial, results.jsonl and, when there is"
          + " something to show, table.html. Interrupted or killed, the same command goes on where"
          + " it was: trials that have ended are not repeated, others continue from their last"
          + " checkpoint, and the results are the same."
    },
    exitCodeList = {
      "0:every trial has succeeded",
      "1:a trial has failed, or the experiment itself",
      "3:the time of --minutes was up; the same command goes on",
      "130:stopped by Ctrl-C; the same command goes on",
      "143:stopped by SIGTERM; the same command goes on"
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} experiment cifar-10 --scale tiny --dry-run",
      "  ${ROOT-COMMAND-NAME} experiment study.yaml --out runs/study --minutes 170",
      "  ${ROOT-COMMAND-NAME} experiment study.yaml --out runs/study --jobs 4",
      "  ${ROOT-COMMAND-NAME} table runs/study          the table so far"
    })
public final class ExperimentCommand implements Callable<Integer> {
  /** Exit code when trials are left because the time was up. */
  private static final int BUDGET_SPENT = 3;

  /** What a dry run counts with, for which no images need to be there. */
  private static final int FEWEST_CLASSES = 2;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The grid; docs/experiments.md explains the keys.")
  private String file;

  @Option(
      names = "--scale",
      paramLabel = "NAME",
      description = "Take what the file lists under scales: NAME (default: the full size)")
  private Optional<String> scale = Optional.empty();

  @Option(
      names = {"-d", "--data"},
      paramLabel = "SPEC",
      description =
          "Other images than the file names, as cifar10:PATH; options that the file gives hold where"
              + " none are named; see: ${ROOT-COMMAND-NAME} data info")
  private Optional<String> data = Optional.empty();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Folder of the experiment (default: runs/FILE, with the scale)")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description =
          "Stop after so much time, with a checkpoint, at the end of a step: an evaluation that runs"
              + " then is finished first; exit code 3 when trials are left (default: no limit)")
  private Optional<Double> minutes = Optional.empty();

  @Option(
      names = "--checkpoint-every-steps",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "Save a checkpoint so often within an epoch: what a kill can cost; 0: after each epoch"
              + " only (default: ${DEFAULT-VALUE})")
  private int checkpointEverySteps;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Train so many at a time, each on its share of the cores: small networks finish sooner so"
              + " (default: ${DEFAULT-VALUE})")
  private int jobs;

  @Option(
      names = "--retry-failed",
      description = "Train those that failed before again, from the beginning.")
  private boolean retryFailed;

  @Option(
      names = "--dry-run",
      description = "Only check the file and the memory it takes, and list the trials.")
  private boolean dryRun;

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public ExperimentCommand() {}

  @Override
  public Integer call() throws IOException {
    if (checkpointEverySteps < 0 || minutes.orElse(1.0) <= 0) {
      throw new ParameterException(
          spec.commandLine(), "--checkpoint-every-steps is 0 or more and --minutes more than 0.");
    }
    if (jobs < 1) {
      throw new ParameterException(spec.commandLine(), "--jobs is 1 or more, given " + jobs + ".");
    }
    Experiment experiment = experiment();
    Path folder = out.orElseGet(this::usualFolder);
    Output output = outputs.output();
    ExperimentRun run =
        new ExperimentRun(
            experiment,
            new ExperimentRun.Settings(
                folder,
                CommandText.of(spec),
                minutes.map(count -> Duration.ofMillis(Math.round(count * 60_000))),
                checkpointEverySteps,
                retryFailed,
                jobs),
            output);
    if (dryRun) {
      run.check(FEWEST_CLASSES);
      list(experiment, run.left());
      return 0;
    }
    return show(experiment, folder, outcome(run));
  }

  private ExperimentRun.Outcome outcome(ExperimentRun run) throws IOException {
    try {
      return run.run();
    } catch (DataSpecException e) {
      if (data.isEmpty()) {
        throw e; // The file is wrong, not the command line.
      }
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** What {@code --dry-run} would train, as programs get it. */
  record Plan(List<Trial> trials) {}

  /**
   * How trials came out, as programs get it.
   *
   * @param results the lines of {@code results.jsonl}
   * @param left how many trials have not ended
   */
  record Results(List<TrialResult> results, int left) {}

  private Experiment experiment() throws IOException {
    Experiment read = ExperimentFile.read(file, scale);
    Experiment placed = data.map(now -> read.with(DataSets.moved(read.data(), now))).orElse(read);
    return placed.backends().isEmpty()
        ? placed.on(List.of(Backends.find().choose().name()))
        : placed;
  }

  private Path usualFolder() {
    String name = Path.of(file).getFileName().toString().replaceAll("\\.ya?ml$", "");
    return Path.of("runs", name + scale.map(chosen -> "-" + chosen).orElse(""));
  }

  private void list(Experiment experiment, List<Trial> left) {
    if (outputs.json()) {
      outputs.output().value(new Plan(experiment.trials()));
      return;
    }
    Table table =
        new Table().text("MODEL").text("ACTIVATION").text("BACKEND").number("SEED").text("STATE");
    for (Trial trial : experiment.trials()) {
      table.row(
          trial.model(),
          trial.activation(),
          trial.backend(),
          Long.toString(trial.seed()),
          left.contains(trial) ? "to do" : "ended");
    }
    outputs.output().table(table);
    outputs
        .output()
        .line(
            "%d trials on %s, %s"
                .formatted(
                    experiment.trials().size(),
                    experiment.data(),
                    experiment.settings().isEmpty()
                        ? "trained as " + Hint.of("train") + " does by default"
                        : experiment.settings().toString().replaceAll("[{}]", "")));
  }

  private int show(Experiment experiment, Path folder, ExperimentRun.Outcome outcome)
      throws IOException {
    Output output = outputs.output();
    StudyTable table = StudyTable.of(outcome.results(), experiment.printed(), Metric.TOP1);
    if (outputs.json()) {
      output.value(new Results(outcome.results(), outcome.left()));
    } else {
      table.print(output);
    }
    if (!outcome.results().isEmpty()) {
      Path report = folder.resolve("table.html");
      Files.writeString(report, StudyReport.page(experiment.title(), table, outcome.results()));
      output.note("table with curves: " + report);
    }
    if (outcome.left() > 0) {
      output.note(
          "%d of %d trials are left; the same command goes on with them."
              .formatted(outcome.left(), experiment.trials().size()));
    }
    long failed = outcome.results().stream().filter(result -> !result.succeeded()).count();
    if (failed > 0) {
      output.note(
          "%d of %d trials have failed; the same command with --retry-failed tries them again."
              .formatted(failed, experiment.trials().size()));
    }
    if (outcome.signal() != 0) {
      return outcome.signal();
    }
    if (outcome.left() > 0) {
      return BUDGET_SPENT;
    }
    return failed == 0 ? 0 : 1;
  }
}
