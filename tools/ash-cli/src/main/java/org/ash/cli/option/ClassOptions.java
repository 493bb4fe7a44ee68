package org.ash.cli.option;

import org.ash.data.ClassMatching;
import picocli.CommandLine.Option;

/** The option {@code --classes-by-position} of commands that show a network other images. */
public final class ClassOptions {

  @Option(
      names = "--classes-by-position",
      description =
          "Take the first class of the images for the network's first, and so on, whatever they are"
              + " called (default: classes are matched by name, in any order)")
  private boolean byPosition;

  /** Made by picocli. */
  public ClassOptions() {}

  /** How classes are matched. */
  public ClassMatching matching() {
    return byPosition ? ClassMatching.BY_POSITION : ClassMatching.BY_NAME;
  }
}
