package org.ash.cli.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.output.Table;
import org.ash.data.DataSet;
import org.ash.data.DataSetSummary;
import org.ash.data.DataSets;
import org.ash.data.image.ContactSheet;
import org.ash.data.pipeline.ImageSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
      "  ash data info                                 the kinds of data sets",
      "  ash data info cifar10:data/cifar-10-batches-bin",
      "  ash data info shapes --png shapes.png         with a picture",
      "  ash data info shapes --json"
    })
public final class DataInfoCommand implements Callable<Integer> {

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
      defaultValue = "12",
      description = "Images of each class in the picture (default: ${DEFAULT-VALUE})")
  private int columns;

  /** Made by picocli. */
  public DataInfoCommand() {}

  @Override
  public Integer call() {
    if (spec.isEmpty()) {
      listKinds();
      return 0;
    }
    DataSet data = DataSets.open(spec.get());
    DataSetSummary info = DataSetSummary.of(data);
    if (outputs.json()) {
      outputs.output().value(info);
    } else {
      print(outputs.output(), info);
    }
    png.ifPresent(
        file -> {
          ContactSheet.write(data.train().shown(columns), info.classNames().size(), columns, file);
          outputs.output().note("The picture is in " + file + ".");
        });
    return 0;
  }

  private void listKinds() {
    Map<String, String> usages = DataSets.usages();
    if (outputs.json()) {
      outputs.output().value(new LinkedHashMap<>(usages));
      return;
    }
    Table table = new Table().text("DATA SET").text("");
    usages.forEach(table::row);
    outputs.output().table(table);
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
