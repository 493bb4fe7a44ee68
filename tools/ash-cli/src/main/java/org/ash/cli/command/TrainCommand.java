package org.ash.cli.command;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ash.cli.option.EngineOptions;
import org.ash.cli.option.ImageOptions;
import org.ash.cli.option.ModelOptions;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.option.TrainingOptions;
import org.ash.cli.output.Output;
import org.ash.cli.run.RunFolder;
import org.ash.cli.train.RunConfig;
import org.ash.cli.train.RunSummary;
import org.ash.cli.train.RunTraining;
import org.ash.cli.train.StartingWeights;
import org.ash.data.DataSet;
import org.ash.nn.Network;
import org.ash.spi.Backend;
import org.ash.tensor.Tensor;
import org.ash.train.TrainingConfig;
import org.ash.train.TrainingModule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ash train}: trains a network. */
@Command(
    name = "train",
    description = {
      "Train a network.",
      "",
      "The run folder gets config.json, metrics.jsonl, evaluation.json, checkpoints, TensorBoard"
          + " event files and report.html, which is written anew after each epoch. Ctrl-C finishes the step and"
          + " saves a checkpoint; ${ROOT-COMMAND-NAME} resume goes on from there."
    },
    exitCodeList = {CommandText.EXIT_INTERRUPTED, CommandText.EXIT_TERMINATED},
    footer = {
      "  ${ROOT-COMMAND-NAME} train --data cifar10:data/cifar-10-batches-bin",
      "  ${ROOT-COMMAND-NAME} train --activation relu --data shapes --recipe quick --out runs/a",
      "  ${ROOT-COMMAND-NAME} train --optimizer adamw --schedule cosine:lr=2e-3 --weight-decay 0.05",
      "  ${ROOT-COMMAND-NAME} train --data imagenet:data/imagenet --model resnet-50 --batch 64",
      "  ${ROOT-COMMAND-NAME} train --mixup 0.2 --average 0.999 --group 'head.*:lr=10'",
      "  ${ROOT-COMMAND-NAME} train --start-from runs/a --data imagenet:flowers,size=32",
      "  ${ROOT-COMMAND-NAME} train --start-from published.safetensors --name-map names.txt",
      "  ${ROOT-COMMAND-NAME} resume --run runs/a       after an interruption"
    })
public final class TrainCommand implements Callable<Integer> {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  @Spec private CommandSpec spec;

  @Mixin private ModelOptions models;

  @Mixin private ImageOptions imageOptions;

  @Mixin private TrainingOptions training;

  @Option(
      names = "--start-from",
      paramLabel = "RUN|FILE",
      description =
          "Begin with the weights of another run (its best checkpoint), of a checkpoint's folder or"
              + " of a safetensors file instead of random ones. For other classes the head begins"
              + " anew; what else is missing, left over or of another shape is refused by name")
  private Optional<Path> start;

  @Option(
      names = "--name-map",
      paramLabel = "FILE",
      description =
          "Rules for the names in --start-from, a line each: THEIRS OURS, THEIRS - (not wanted) or"
              + " - OURS (not there); * stands for anything")
  private Optional<Path> nameMap;

  @Mixin private EngineOptions engines;

  @Option(
      names = "--checkpoint-every-steps",
      paramLabel = "N",
      defaultValue = "0",
      description = "Save a checkpoint every N steps as well as after each epoch (default: 0, off)")
  private int checkpointEverySteps;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "The run folder, new or empty (default: runs/MODEL-ACTIVATION-DATE)")
  private Optional<Path> out;

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public TrainCommand() {}

  @Override
  public Integer call() {
    if (checkpointEverySteps < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--checkpoint-every-steps is 0 (off) or more, given " + checkpointEverySteps + ".");
    }
    if (nameMap.isPresent() && start.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--name-map is for the names in --start-from; name that, too.");
    }
    Path folder = out.orElseGet(this::usualFolder);
    RunFolder.requireFree(folder);
    DataSet images = imageOptions.open();
    images.notes().forEach(outputs.output()::note);
    Network network = models.network(images.classNames().size());
    TrainingConfig config = training.config(network, images.name());
    Map<String, Tensor> weights =
        start
            .map(from -> startingWeights(from, network, config, images.classNames()))
            .orElse(Map.of());
    try (Backend backend = engines.open()) {
      RunConfig run =
          RunConfig.of(
              CommandText.of(spec), config, backend, engines.options(), checkpointEverySteps);
      Output output = outputs.output();
      RunTraining.Outcome outcome =
          new RunTraining(run, images, backend, output)
              .startingFrom(weights)
              .begin(folder, network);
      if (outputs.json()) {
        output.value(RunSummary.json(folder, outcome));
      } else {
        RunSummary.print(output, folder, config, outcome.result());
      }
      return outcome.exitCode();
    }
  }

  private Map<String, Tensor> startingWeights(
      Path from, Network network, TrainingConfig config, List<String> classNames) {
    // Of as few classes as there can be, or one more: what changes is the head.
    Network other = models.network(network.classes() == 2 ? 3 : 2);
    Output output = outputs.output();
    return StartingWeights.of(from, nameMap, output::note)
        .read(
            TrainingModule.of(network, config).weights(),
            TrainingModule.of(other, training.config(other, config.data())).weights(),
            classNames);
  }

  private Path usualFolder() {
    String what = models.model().name() + "-" + models.activation().spec();
    return Path.of(
        "runs",
        what.replaceAll("[^A-Za-z0-9.=-]+", "_")
            + "-"
            + DATE.format(LocalDateTime.now(ZoneId.systemDefault())));
  }
}
