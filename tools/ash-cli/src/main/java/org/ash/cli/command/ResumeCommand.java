package org.ash.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ash.cli.option.ClassOptions;
import org.ash.cli.option.EngineOptions;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.run.RunException;
import org.ash.cli.run.RunFolder;
import org.ash.cli.train.RunConfig;
import org.ash.cli.train.RunRecord;
import org.ash.cli.train.RunSummary;
import org.ash.cli.train.RunTraining;
import org.ash.cli.train.SoundCheckpoint;
import org.ash.data.DataSet;
import org.ash.data.DataSets;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.train.Checkpoint;
import org.ash.train.EpochReport;
import org.ash.train.Evaluation;
import org.ash.train.TrainingConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ash resume}: goes on with a run that was cut short. */
@Command(
    name = "resume",
    description = {
      "Go on with a training that was interrupted, from its last checkpoint; from the one before"
          + " where the last is damaged, with a warning.",
      "",
      "The loss curve continues as if nothing had happened. Settings are those of the run; engine,"
          + " device and threads are, too, unless others are named."
    },
    exitCodeList = {CommandText.EXIT_INTERRUPTED, CommandText.EXIT_TERMINATED},
    footer = {
      "  ${ROOT-COMMAND-NAME} resume --run runs/a",
      "  ${ROOT-COMMAND-NAME} resume --run runs/a --epochs 40",
      "  ${ROOT-COMMAND-NAME} resume --run runs/a --backend tensorflow --device gpu:0",
      "  ${ROOT-COMMAND-NAME} resume --run runs/a --data cifar10:/elsewhere/cifar-10-batches-bin"
    })
public final class ResumeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-r", "--run"},
      paramLabel = "DIR",
      required = true,
      description = "Folder of the run, as ${ROOT-COMMAND-NAME} train --out made it.")
  private Path folder;

  @Option(
      names = {"-d", "--data"},
      paramLabel = "SPEC",
      description = "Where the same images are now (default: where they were)")
  private Optional<String> data;

  @Option(
      names = {"-e", "--epochs"},
      paramLabel = "N",
      description =
          "Train for N epochs in all, those that are done included: lengthens a run, also one that"
              + " is finished. The schedule of the learning rate becomes that of N epochs, and goes"
              + " on from where the run is in it (default: as many as the run was to have)")
  private Optional<Integer> epochs = Optional.empty();

  @Mixin private EngineOptions engines;

  @Mixin private ClassOptions classes;

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public ResumeCommand() {}

  @Override
  public Integer call() throws IOException {
    RunFolder run = RunFolder.open(folder);
    ObjectNode json = run.config();
    Output output = outputs.output();
    Checkpoint latest =
        SoundCheckpoint.latest(folder, output::note).orElseThrow(run::withoutCheckpoint);
    Checkpoint checkpoint = epochs.map(all -> lengthened(latest, all)).orElse(latest);
    TrainingConfig config = checkpoint.config();
    refuseFinished(run, checkpoint);
    DataSet images =
        DataSets.open(data.map(now -> DataSets.moved(config.data(), now)).orElse(config.data()))
            .labelledAs(checkpoint.preprocessing().classNames(), classes.matching());
    BackendOptions before = run.config(RunConfig::engine);
    try (Backend backend = engines.openAsBefore(RunConfig.backend(json), before)) {
      RunConfig sitting =
          RunConfig.of(
              CommandText.of(spec),
              config,
              backend,
              engines.optionsOver(before),
              RunConfig.checkpointEverySteps(json));
      RunTraining.Outcome outcome =
          new RunTraining(sitting, images, backend, output).resume(run, checkpoint);
      if (outputs.json()) {
        output.value(RunSummary.json(folder, outcome));
      } else {
        RunSummary.print(output, folder, config, outcome.result());
      }
      return outcome.exitCode();
    }
  }

  private Checkpoint lengthened(Checkpoint latest, int all) {
    int done = latest.progress().epoch();
    if (all <= done) {
      throw new RunException(
          "%s has done %d epochs, and --epochs counts them, too: it is more than that, given %d."
              .formatted(folder, done, all));
    }
    Checkpoint longer = latest.withEpochs(all);
    if (longer.progress().finished(longer.config())) {
      throw new RunException(
          "%s stopped early, after %d epochs without a better one, and more epochs do not change that; train --start-from %s begins another run with its weights."
              .formatted(folder, longer.config().patience(), folder));
    }
    return longer;
  }

  private void refuseFinished(RunFolder run, Checkpoint checkpoint) throws IOException {
    TrainingConfig config = checkpoint.config();
    if (!checkpoint.progress().finished(config)) {
      return;
    }
    RunRecord.reportFinished(run, checkpoint);
    int done = checkpoint.progress().epoch();
    String result =
        checkpoint.progress().history().stream()
            .skip(Math.max(0, done - 1))
            .findFirst()
            .flatMap(EpochReport::test)
            .map(Evaluation.Summary::top1)
            .map(top1 -> " (top 1 " + Numbers.percent(top1) + ")")
            .orElse("");
    throw new RunException(
        "%s is finished: %d of %d epochs are done%s%s; to train longer, say for how many epochs in all with --epochs."
            .formatted(
                folder,
                done,
                config.epochs(),
                done < config.epochs() ? ", stopped early" : "",
                result));
  }
}
