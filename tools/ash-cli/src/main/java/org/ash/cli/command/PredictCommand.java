package org.ash.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ash.cli.option.EngineOptions;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.option.RunOptions;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.output.Table;
import org.ash.data.DataException;
import org.ash.data.folder.EvaluationView;
import org.ash.spi.Backend;
import org.ash.tensor.Tensor;
import org.ash.train.Checkpoint;
import org.ash.train.Prediction;
import org.ash.train.Predictor;
import org.ash.train.Preprocessing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ash predict}: what a trained network sees in images. */
@Command(
    name = "predict",
    description = {
      "Say what is in images: the likeliest classes, with their probabilities.",
      "",
      "PNG, JPEG, GIF, BMP, TIFF or WebP of any size, turned as EXIF says; the network is shown the"
          + " part of it that eval shows.",
      "",
      "A file that cannot be read is named on stderr; the others are answered, and the command"
          + " ends with 1."
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} predict --run runs/a cat.jpg dog.png",
      "  ${ROOT-COMMAND-NAME} predict --run runs/a --top 1 --json photos/*.jpg"
    })
public final class PredictCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Image files.")
  private List<Path> images;

  @Mixin private RunOptions runs;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many classes to name for each image (default: ${DEFAULT-VALUE})")
  private int top;

  @Mixin private EngineOptions engines;

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public PredictCommand() {}

  /** As programs get it. */
  record Results(List<Result> images) {}

  /** An image and its likeliest classes, as programs get it. */
  record Result(String image, List<Guess> predictions) {}

  /** An image that could be read, as a batch of one. */
  private record Input(String name, Tensor samples) {}

  /** A class, its name, and its probability in 0..1. */
  record Guess(int index, String name, double probability) {}

  @Override
  public Integer call() {
    if (top < 1) {
      throw new ParameterException(spec.commandLine(), "--top is 1 or more, given " + top + ".");
    }
    Checkpoint checkpoint = runs.checkpoint();
    // All images are read before the engine starts: a wrong name is told at once.
    List<Input> inputs = readable(checkpoint.preprocessing());
    if (!inputs.isEmpty()) {
      List<Result> results = results(inputs, checkpoint);
      if (outputs.json()) {
        outputs.output().value(new Results(results));
      } else {
        print(outputs.output(), results);
      }
    }
    return inputs.size() == images.size() ? 0 : spec.exitCodeOnExecutionException();
  }

  /** The images that can be read; the others are named on stderr, each on a line. */
  private List<Input> readable(Preprocessing wanted) {
    List<Input> inputs = new ArrayList<>();
    PrintWriter err = spec.commandLine().getErr();
    for (Path image : images) {
      try {
        inputs.add(new Input(image.toString(), read(image, wanted)));
      } catch (DataException e) {
        err.println(spec.commandLine().getColorScheme().errorText("ash: " + e.getMessage()));
      }
    }
    err.flush();
    return inputs;
  }

  private List<Result> results(List<Input> inputs, Checkpoint checkpoint) {
    List<Result> results = new ArrayList<>();
    try (Backend backend = engines.open();
        Predictor predictor = Predictor.of(checkpoint, checkpoint.network(), backend)) {
      for (Input input : inputs) {
        List<Guess> guesses =
            predictor.predict(input.samples()).get(0).stream()
                .limit(top)
                .map(PredictCommand::guess)
                .toList();
        results.add(new Result(input.name(), guesses));
      }
    }
    return results;
  }

  private static Guess guess(Prediction prediction) {
    return new Guess(prediction.classIndex(), prediction.className(), prediction.probability());
  }

  /** An image as a batch of one. */
  private static Tensor read(Path file, Preprocessing wanted) {
    return EvaluationView.read(file, wanted)
        .reshape(1, wanted.channels(), wanted.height(), wanted.width());
  }

  private static void print(Output output, List<Result> results) {
    Table table = new Table().text("IMAGE").text("CLASS").number("PROBABILITY");
    for (Result result : results) {
      String name = result.image();
      for (Guess guess : result.predictions()) {
        table.row(name, guess.name(), Numbers.percent(guess.probability()));
        name = "";
      }
    }
    output.table(table);
  }
}
