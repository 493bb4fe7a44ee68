package org.ash.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ash.cli.option.DataArgument;
import org.ash.cli.option.EngineOptions;
import org.ash.cli.option.ModelOptions;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Hint;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.report.HtmlReport;
import org.ash.cli.run.RunFolder;
import org.ash.cli.train.QuickstartPlan;
import org.ash.cli.train.RunConfig;
import org.ash.cli.train.RunSummary;
import org.ash.cli.train.RunTraining;
import org.ash.cli.train.SpeedProbe;
import org.ash.data.DataSet;
import org.ash.data.DataSets;
import org.ash.nn.Network;
import org.ash.spi.Backend;
import org.ash.train.Evaluation;
import org.ash.train.TrainingConfig;
import org.ash.train.TrainingResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ash quickstart}: from nothing to a verified ONNX file in a few minutes. */
@Command(
    name = "quickstart",
    description = {
      "Train a small network, look at it, export it: the whole way in a few minutes.",
      "",
      "Takes real photographs (CIFAR-10) where they are: --data, the folder ASH_DATA, an earlier"
          + " download, or the network; else generated shapes. How many images and epochs fit into"
          + " the time is found by training a few steps first. Folders of images (imagenet) are for"
          + " ${ROOT-COMMAND-NAME} train."
    },
    exitCodeList = {CommandText.EXIT_INTERRUPTED, CommandText.EXIT_TERMINATED},
    footer = {
      "  ${ROOT-COMMAND-NAME} quickstart",
      "  ${ROOT-COMMAND-NAME} quickstart --data shapes              without any download",
      "  ${ROOT-COMMAND-NAME} quickstart --activation relu --minutes 5 --out runs/relu",
      "  ${ROOT-COMMAND-NAME} quickstart --json                     the result for programs"
    })
public final class QuickstartCommand implements Callable<Integer> {
  private static final int BATCH = 32;

  /**
   * Per image of a batch, so that a smaller one takes smaller steps. More makes test losses absurd.
   */
  private static final double MAX_LEARNING_RATE = 0.1 / 128;

  private static final String FOLDERS = "imagenet:";
  private static final Path USUAL_FOLDER = Path.of("runs", "quickstart");

  @Spec private CommandSpec spec;

  @Option(
      names = {"-d", "--data"},
      paramLabel = "SPEC",
      description =
          "The images, as cifar10:PATH, cifar100:PATH or shapes (default: CIFAR-10 if it can be had)")
  private Optional<String> data;

  @Mixin private ModelOptions models;

  @Mixin private EngineOptions engines;

  @Option(
      names = "--minutes",
      paramLabel = "X",
      defaultValue = "2.5",
      description = "Time for training (default: ${DEFAULT-VALUE})")
  private double minutes;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "The run folder (default: runs/quickstart, with a number if there is one)")
  private Optional<Path> out;

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public QuickstartCommand() {}

  /**
   * As programs get it.
   *
   * @param training as {@code ash train} tells it
   * @param file the exported model; empty when it came to none
   */
  record Result(RunSummary.Result training, Optional<String> file) {}

  @Override
  public Integer call() {
    if (!(minutes > 0)) {
      throw new ParameterException(spec.commandLine(), "--minutes is above 0, given " + minutes);
    }
    data.ifPresent(this::requireNarrowable);
    Output output = narration();
    Path folder = out.orElseGet(QuickstartCommand::usualFolder);
    RunFolder.requireFree(folder);
    if (out.isEmpty() && !folder.equals(USUAL_FOLDER)) {
      output.note("%s is there already; this run goes to %s.".formatted(USUAL_FOLDER, folder));
    }

    output.heading("1. Images");
    String found = data.isPresent() ? data.get() : QuickstartData.find(output);
    DataSet all = DataArgument.open(found, spec);
    all.notes().forEach(note -> output.line("   " + note));
    output.line(
        "   %s: %s to learn from, %s to judge by, %d classes"
            .formatted(
                found,
                Numbers.count(all.train().examples()),
                Numbers.count(all.test().examples()),
                all.classNames().size()));
    boolean toys = found.startsWith(QuickstartData.GENERATED);
    if (toys) {
      output.line("   Shapes are toy data: drawn figures, which are easy to tell apart.");
    }

    RunTraining.Outcome outcome;
    try (Backend backend = engines.open()) {
      outcome = train(output, folder, found, all, backend);
    }
    if (outcome.exitCode() != 0) {
      return ended(folder, outcome, Optional.empty(), outcome.exitCode());
    }

    Path model = folder.resolve("model.onnx");
    output.heading("3. Export to ONNX, verified by ONNX Runtime");
    CommandLine export = spec.root().commandLine().getSubcommands().get("export");
    if (outputs.json()) {
      export.setOut(spec.commandLine().getErr());
    }
    int exported = export.execute("--run", folder.toString(), "--out", model.toString());
    if (exported != 0) {
      return ended(folder, outcome, Optional.empty(), exported);
    }
    finish(output, folder, model, outcome.result(), QuickstartSamples.write(all, folder), toys);
    return ended(folder, outcome, Optional.of(model.toString()), 0);
  }

  /** Where the steps are told: on stdout, unless that belongs to the JSON. */
  private Output narration() {
    CommandLine line = spec.commandLine();
    return outputs.json()
        ? new Output(line.getErr(), line.getErr(), CommandLine.Help.Ansi.OFF)
        : outputs.output();
  }

  private int ended(Path folder, RunTraining.Outcome outcome, Optional<String> file, int exitCode) {
    if (outputs.json()) {
      outputs.output().value(new Result(RunSummary.json(folder, outcome), file));
    }
    return exitCode;
  }

  /** Refuses images of which {@link QuickstartPlan} cannot take a part. */
  private void requireNarrowable(String text) {
    if (text.startsWith(FOLDERS)) {
      throw new ParameterException(
          spec.commandLine(),
          "quickstart takes cifar10, cifar100 or shapes. Train on folders of images with: "
              + Hint.of("train", "--recipe", "quick", "--data", text));
    }
  }

  private RunTraining.Outcome train(
      Output output, Path folder, String found, DataSet all, Backend backend) {
    Network network = models.network(all.classNames().size());
    output.heading(
        "2. Train %s with %s on %s"
            .formatted(network.name(), network.activation(), backend.name()));
    int batch = Math.min(BATCH, all.train().examples());
    TrainingConfig probe = config(network, found, 1, batch);
    double speed = SpeedProbe.imagesPerSecond(network, probe, all, backend);
    QuickstartPlan plan = QuickstartPlan.fit(all, 60 * minutes, speed, batch);
    output.line(
        "   %s images/s here: %d epochs of %s images in about %s"
            .formatted(
                Numbers.count(Math.round(speed)),
                plan.epochs(),
                Numbers.count(plan.trainImages()),
                Numbers.duration(plan.epochs() * plan.trainImages() / speed)));
    String narrowed = plan.narrow(found);
    TrainingConfig config = config(network, narrowed, plan.epochs(), batch);
    RunConfig run = RunConfig.of(CommandText.of(spec), config, backend, engines.options(), 0);
    RunTraining.Outcome outcome =
        new RunTraining(run, DataSets.open(narrowed), backend, output).begin(folder, network);
    if (outcome.result().status() == TrainingResult.Status.INTERRUPTED) {
      RunSummary.print(output, folder, config, outcome.result());
    }
    return outcome;
  }

  private static TrainingConfig config(Network network, String data, int epochs, int batch) {
    return TrainingConfig.builder(network)
        .data(data)
        .epochs(epochs)
        .batchSize(batch)
        .schedule("one-cycle:max=" + MAX_LEARNING_RATE * batch)
        .build();
  }

  private static void finish(
      Output output,
      Path folder,
      Path model,
      TrainingResult result,
      List<Path> samples,
      boolean toys) {
    output.line("");
    result
        .test()
        .map(Evaluation.Summary::top1)
        .ifPresent(
            top1 ->
                output.heading(
                    "Done: %s of the test images right%s"
                        .formatted(Numbers.percent(top1), toys ? ", of toy data" : "")));
    output.line("   report   " + folder.resolve(HtmlReport.NAME) + "  (open it in a browser)");
    output.line("   model    " + model);
    output.line("");
    output.line("Next:");
    List<Object> predict = new ArrayList<>(List.of("predict", "--run", folder, "--top", "1"));
    predict.addAll(samples);
    output.line("  " + Hint.of(predict.toArray()));
    output.line("     what it sees in test images; name your own in their place");
    output.line("  " + Hint.of("eval", "--run", folder, "--backend", "onnxruntime"));
    output.line("  " + Hint.of("train", "--help") + "     a longer training, on your data");
  }

  private static Path usualFolder() {
    Path folder = USUAL_FOLDER;
    for (int number = 2; Files.exists(folder); number++) {
      folder = USUAL_FOLDER.resolveSibling(USUAL_FOLDER.getFileName() + "-" + number);
    }
    return folder;
  }
}
