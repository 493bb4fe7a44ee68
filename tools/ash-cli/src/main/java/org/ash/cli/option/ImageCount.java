package org.ash.cli.option;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --images} of commands that compare two computations on real images. */
public final class ImageCount {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "32",
      description = "Test images to compare on (default: ${DEFAULT-VALUE})")
  private int images;

  /** Made by picocli. */
  public ImageCount() {}

  /** How many, at least 1. */
  public int images() {
    if (images < 1) {
      throw new ParameterException(
          command.commandLine(), "--images is 1 or more, given " + images + ".");
    }
    return images;
  }
}
