package org.ash.cli.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Texts that commands that train a run have in common. */
final class CommandText {
  /** For the help: the exit code after SIGINT. */
  static final String EXIT_INTERRUPTED =
      "130:stopped by Ctrl-C; go on with ${ROOT-COMMAND-NAME} resume";

  /** For the help: the exit code after SIGTERM. */
  static final String EXIT_TERMINATED =
      "143:stopped by SIGTERM; go on with ${ROOT-COMMAND-NAME} resume";

  private CommandText() {}

  /** The command line as it was typed behind the program's name, for run folders. */
  static List<String> of(CommandSpec command) {
    List<String> words = new ArrayList<>();
    words.add("ash");
    words.addAll(command.root().commandLine().getParseResult().originalArgs());
    return words;
  }
}
