package org.ash.cli.command;

import picocli.CommandLine.Command;

/** {@code ash cache}: what is kept on the disk between commands. */
@Command(
    name = "cache",
    description = {
      "Look at what is kept on the disk between commands, remove it.",
      "",
      "That is native libraries, unpacked, and data sets, downloaded. The folder is what ASH_CACHE"
          + " names, else ash in XDG_CACHE_HOME or ~/.cache, else one in the temporary folder."
    },
    subcommands = {CacheInfoCommand.class, CacheClearCommand.class},
    footer = {
      "  ${ROOT-COMMAND-NAME} cache info                 where it is, what is in it, how large",
      "  ${ROOT-COMMAND-NAME} cache clear javacpp        remove unpacked libraries",
    })
public final class CacheCommand {

  /** Made by picocli. */
  public CacheCommand() {}
}
