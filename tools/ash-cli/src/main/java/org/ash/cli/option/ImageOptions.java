package org.ash.cli.option;

import org.ash.data.DataSet;
import org.ash.data.DataSets;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that choose what is trained on, and how images are changed on their way. */
public final class ImageOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-d", "--data"},
      paramLabel = "SPEC",
      defaultValue = "cifar10",
      description =
          "The images, as cifar10:PATH, cifar100:PATH, imagenet:PATH or shapes; see: ${ROOT-COMMAND-NAME} data info"
              + " (default: cifar10, from where ${ROOT-COMMAND-NAME} data fetch puts it)")
  private String data;

  @Option(
      names = "--cutout",
      paramLabel = "N",
      description = "Cut a square of N x N pixels out of training images, as 16 (default: none)")
  private Integer cutout;

  @Option(
      names = "--strict",
      description =
          "With imagenet: stop at an image that cannot be decoded instead of skipping it.")
  private boolean strict;

  /** Made by picocli. */
  public ImageOptions() {}

  /**
   * The data set; its name says all that was asked for.
   *
   * @throws picocli.CommandLine.ParameterException when there is no such kind or option
   * @throws org.ash.data.DataException when it cannot be read
   */
  public DataSet open() {
    String text = data;
    if (cutout != null) {
      text = DataSets.withOption(text, "cutout", cutout.toString());
    }
    if (strict) {
      text = DataSets.withOption(text, "strict", "true");
    }
    return DataArgument.open(text, command);
  }
}
