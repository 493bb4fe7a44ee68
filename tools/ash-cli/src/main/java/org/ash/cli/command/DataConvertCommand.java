package org.ash.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Hint;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.output.ProgressMeter;
import org.ash.data.cifar.CifarConversion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ash data convert}: image files into the binary layout of CIFAR-10. */
@Command(
    name = "convert",
    description = {
      "Make an archive of CIFAR-10's image files into its binary layout.",
      "",
      "DIR holds a tar archive (plain, gz or xz) of 32 x 32 images named train/INDEX_LABEL.jpg and"
          + " test/INDEX_LABEL.jpg (or png), and train_labels.bin and test_labels.bin with a byte"
          + " for each image. The result is complete, or not there."
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} data convert data/cifar-10-jpeg --out data/cifar-10-full",
      "  ${ROOT-COMMAND-NAME} train --data cifar10:data/cifar-10-full --out runs/full"
    })
public final class DataConvertCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "Folder with the archive and the labels.")
  private Path source;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      required = true,
      description = "The folder to make; must be new or empty.")
  private Path target;

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public DataConvertCommand() {}

  /** As programs get it. */
  record Result(String folder, int trainImages, int testImages) {}

  @Override
  public Integer call() {
    Output output = outputs.output();
    CifarConversion.Result converted;
    try (ProgressMeter progress = ProgressMeter.ofCount("converting", "images", output)) {
      converted = CifarConversion.run(source, target, progress);
    }
    if (outputs.json()) {
      output.value(
          new Result(
              converted.folder().toString(), converted.trainImages(), converted.testImages()));
    } else {
      output.heading(
          "%s training and %s test images are in %s"
              .formatted(
                  Numbers.count(converted.trainImages()),
                  Numbers.count(converted.testImages()),
                  converted.folder()));
      output.line("Look at them: " + Hint.of("data", "info", "cifar10:" + converted.folder()));
    }
    return 0;
  }
}
