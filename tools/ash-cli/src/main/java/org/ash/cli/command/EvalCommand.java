package org.ash.cli.command;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ash.cli.option.DataOptions;
import org.ash.cli.option.EngineOptions;
import org.ash.cli.option.OtherActivationOptions;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.option.RunOptions;
import org.ash.cli.output.BalanceText;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.output.ProgressMeter;
import org.ash.cli.output.SkippedFiles;
import org.ash.data.DataSet;
import org.ash.data.pipeline.ImageSource;
import org.ash.nn.Network;
import org.ash.spi.Backend;
import org.ash.train.BatchSource;
import org.ash.train.Checkpoint;
import org.ash.train.ClassBalance;
import org.ash.train.Evaluation;
import org.ash.train.Predictor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ash eval}: how good a trained network is. */
@Command(
    name = "eval",
    description = {
      "Measure a trained network's accuracy, on any engine.",
      "",
      "Images are normalized as they were in training. All of them count, the last batch, too;"
          + " files that cannot be decoded are left out and named."
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} eval --run runs/a",
      "  ${ROOT-COMMAND-NAME} eval --run runs/a --backend onnxruntime --json",
      "  ${ROOT-COMMAND-NAME} eval --run runs/a --activation hard-ash-eq7",
      "  ${ROOT-COMMAND-NAME} eval --run runs/a --checkpoint best --data cifar10:data/other"
    })
public final class EvalCommand implements Callable<Integer> {

  /** What to evaluate on. */
  enum Split {
    TEST,
    TRAIN
  }

  private static final int WORST_CLASSES = 3;

  @Spec private CommandSpec spec;

  @Mixin private RunOptions runs;

  @Mixin private OtherActivationOptions activations;

  @Mixin private DataOptions data;

  @Mixin private EngineOptions engines;

  @Mixin private OutputOptions outputs;

  @Option(
      names = "--split",
      paramLabel = "test|train",
      defaultValue = "TEST",
      description = "Which images of the set (default: test)")
  private Split split;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images at a time; changes speed, not results (default: ${DEFAULT-VALUE})")
  private int batch;

  /** Made by picocli. */
  public EvalCommand() {}

  /**
   * As programs get it; top1, top5, balancedAccuracy and largestClassShare lie in 0..1, files left
   * out are not among the examples.
   */
  record Result(
      double top1,
      double top5,
      double loss,
      double balancedAccuracy,
      double largestClassShare,
      long examples,
      String model,
      String activation,
      String data,
      String split,
      String backend,
      String checkpoint,
      double seconds,
      List<ImageSource.Skipped> leftOut) {}

  @Override
  public Integer call() {
    if (batch < 1) {
      throw new ParameterException(
          spec.commandLine(), "--batch is 1 or more, given " + batch + ".");
    }
    Path folder = runs.checkpointFolder();
    Checkpoint checkpoint = runs.checkpoint(folder);
    Network network = activations.networkOf(checkpoint, outputs.output()::note);
    DataSet images = data.openFor(checkpoint);
    ImageSource source = split == Split.TEST ? images.test() : images.train();
    String kind = split == Split.TEST ? "test" : "training";
    try (SkippedFiles skipped = SkippedFiles.leftOut(source, kind, outputs.output()::note);
        Backend backend = engines.open();
        Predictor predictor = Predictor.of(checkpoint, network, backend)) {
      long start = System.nanoTime();
      Evaluation evaluation = evaluate(predictor, source);
      double seconds = (System.nanoTime() - start) / 1e9;
      Evaluation.Summary summary = evaluation.summary();
      ClassBalance balance = evaluation.balance();
      Result result =
          new Result(
              summary.top1(),
              summary.top5(),
              summary.loss(),
              balance.balancedAccuracy(),
              balance.largestShare(),
              summary.examples(),
              checkpoint.config().model(),
              network.activation(),
              images.name(),
              split.name().toLowerCase(Locale.ROOT),
              backend.name(),
              folder.toString(),
              seconds,
              skipped.untold());
      if (outputs.json()) {
        outputs.output().value(result);
      } else {
        print(outputs.output(), result, evaluation);
      }
    }
    return 0;
  }

  private Evaluation evaluate(Predictor predictor, BatchSource source) {
    try (ProgressMeter meter = ProgressMeter.ofCount("evaluating", "images", outputs.output())) {
      return predictor.evaluate(source, batch, meter::at);
    }
  }

  private static void print(Output output, Result result, Evaluation evaluation) {
    output.heading("top 1   " + Numbers.percent(result.top1()));
    output.line("top 5   " + Numbers.percent(result.top5()));
    output.line("loss    " + Numbers.decimal(result.loss(), 4));
    output.line("");
    output.line(
        "%s with %s, %s, on %s"
            .formatted(result.model(), result.activation(), result.checkpoint(), result.backend()));
    output.line(
        "%s %s images of %s in %s (%s images/s)"
            .formatted(
                Numbers.count(result.examples()),
                result.split(),
                result.data(),
                Numbers.duration(result.seconds()),
                Numbers.count(Math.round(result.examples() / result.seconds()))));
    output.line(BalanceText.line(evaluation.balance(), evaluation.classNames()));
    output.line("hardest classes: " + hardest(evaluation));
    BalanceText.warn(output, evaluation.balance());
  }

  private static String hardest(Evaluation evaluation) {
    List<String> names = evaluation.classNames();
    return IntStream.range(0, names.size())
        .boxed()
        .filter(c -> !Double.isNaN(evaluation.accuracy(c)))
        .sorted(Comparator.comparingDouble(evaluation::accuracy))
        .limit(WORST_CLASSES)
        .map(c -> names.get(c) + " " + Numbers.percent(evaluation.accuracy(c)))
        .collect(Collectors.joining(", "));
  }
}
