package org.ash.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ash.cli.option.DataArgument;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.output.Table;
import org.ash.cli.output.TargetFile;
import org.ash.data.DataSet;
import org.ash.data.DataSetSummary;
import org.ash.data.DataSets;
import org.ash.data.image.ContactSheet;
import org.ash.data.pipeline.ImageSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ash data info}: what is in a data set. */
@Command(
    name = "info",
    description = {
      "Show a data set: images, classes, how many of each, mean and deviation.",
      "",
      "Every image is read, so that damaged files are found. Without SPEC, the kinds of data sets"
          + " are listed."
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} data info                                 the kinds of data sets",
      "  ${ROOT-COMMAND-NAME} data info cifar10:data/cifar-10-batches-bin",
      "  ${ROOT-COMMAND-NAME} data info shapes --png shapes.png         with a picture",
      "  ${ROOT-COMMAND-NAME} data info shapes --json"
    })
public final class DataInfoCommand implements Callable<Integer> {

  private static final int USUAL_COLUMNS = 12;
  private static final int MOST_COLUMNS = 1000;

  @Spec private CommandSpec command;

  @Mixin private OutputOptions outputs;

  @Parameters(
      arity = "0..1",
      paramLabel = "SPEC",
      description = "The data set, as cifar10:PATH, cifar100:PATH, imagenet:PATH or shapes.")
  private Optional<String> spec;

  @Option(
      names = "--png",
      paramLabel = "FILE",
      description = "Also draw the first images of each class, a row for each class.")
  private Optional<Path> png;

  @Option(
      names = "--columns",
      paramLabel = "N",
      description = "Images of each class in the picture, 1 to 1000 (default: 12)")
  private Optional<Integer> columns;

  /** Made by picocli. */
  public DataInfoCommand() {}

  /** The kinds of data sets, as programs get them. */
  record Kinds(List<Kind> kinds) {

    static Kinds of(Map<String, String> usages) {
      return new Kinds(
          usages.entrySet().stream().map(e -> new Kind(e.getKey(), e.getValue())).toList());
    }
  }

  /**
   * A kind of data set.
   *
   * @param usage how it is named, with its options
   */
  record Kind(String usage, String description) {}

  @Override
  public Integer call() throws IOException {
    requireSense();
    if (spec.isEmpty()) {
      listKinds();
      return 0;
    }
    DataSet data = DataArgument.open(spec.get(), command);
    DataSetSummary info = DataSetSummary.of(data);
    if (outputs.json()) {
      outputs.output().value(info);
    } else {
      print(outputs.output(), info);
    }
    if (png.isPresent()) {
      int shown = columns.orElse(USUAL_COLUMNS);
      ContactSheet.write(data.train().shown(shown), info.classNames().size(), shown, png.get());
      outputs.output().note("The picture is in " + png.get() + ".");
    }
    return 0;
  }

  /** Refuses options that would have no effect, before all images are read. */
  private void requireSense() throws IOException {
    if (columns.isPresent() && png.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "--columns is of the picture; name its file with --png, too.");
    }
    if (png.isPresent() && spec.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "--png draws a data set; name it, as: shapes --png FILE.");
    }
    int wanted = columns.orElse(USUAL_COLUMNS);
    if (wanted < 1 || wanted > MOST_COLUMNS) {
      throw new ParameterException(
          command.commandLine(), "--columns is 1 to " + MOST_COLUMNS + ", given " + wanted + ".");
    }
    if (png.isPresent()) {
      TargetFile.prepare(png.get());
    }
  }

  private void listKinds() {
    Map<String, String> usages = DataSets.usages();
    if (outputs.json()) {
      outputs.output().value(Kinds.of(usages));
      return;
    }
    Table table = new Table().text("DATA SET").text("");
    usages.forEach(table::row);
    Output output = outputs.output();
    output.table(table);
    output.line("");
    output.line(
        "All take mean=R/G/B,deviation=R/G/B (to normalize by) and cutout=N, behind commas.");
    output.line("What each option means: docs/training.md");
  }

  private static void print(Output output, DataSetSummary info) {
    output.heading(
        "%s: %s training and %s test images of %d x %d x %d, %s classes"
            .formatted(
                info.name(),
                Numbers.count(info.train().examples()),
                Numbers.count(info.test().examples()),
                info.channels(),
                info.height(),
                info.width(),
                Numbers.count(info.classNames().size())));
    output.line("mean " + decimals(info.mean()) + ", deviation " + decimals(info.deviation()));
    info.notes().forEach(note -> output.line("note: " + note));
    tell(output, "training", info.train().condition());
    tell(output, "test", info.test().condition());
    output.line("");
    Table table = new Table().number("").text("CLASS").number("TRAIN").number("TEST");
    for (int i = 0; i < info.classNames().size(); i++) {
      table.row(
          String.valueOf(i),
          info.classNames().get(i),
          Numbers.count(info.train().histogram().get(i)),
          Numbers.count(info.test().histogram().get(i)));
    }
    output.table(table);
  }

  private static void tell(Output output, String split, ImageSource.Condition condition) {
    if (condition.gray() + condition.cmyk() > 0) {
      output.line(
          "%s files: %s without colour, %s in CMYK, which are converted"
              .formatted(split, Numbers.count(condition.gray()), Numbers.count(condition.cmyk())));
    }
    for (ImageSource.Skipped damaged : condition.damaged()) {
      output.line("damaged: %s (%s)".formatted(damaged.file(), damaged.reason()));
    }
  }

  private static String decimals(List<Double> numbers) {
    return String.join(" / ", numbers.stream().map(x -> Numbers.decimal(x, 4)).toList());
  }
}
