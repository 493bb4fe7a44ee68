package org.ash.cli.command;

import picocli.CommandLine.Command;

/** {@code ash data}: what can be learned from. */
@Command(
    name = "data",
    description = "Look at data sets, fetch them, convert them.",
    subcommands = {DataInfoCommand.class, DataFetchCommand.class, DataConvertCommand.class},
    footer = {
      "  ${ROOT-COMMAND-NAME} data info                                 the kinds of data sets",
      "  ${ROOT-COMMAND-NAME} data fetch cifar10                        download a set and check it",
      "  ${ROOT-COMMAND-NAME} data info shapes --png shapes.png         a set, and a picture of it"
    })
public final class DataCommand {

  /** Made by picocli. */
  public DataCommand() {}
}
