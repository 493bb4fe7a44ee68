package org.ash.cli.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The command line as it was typed, for run folders. */
final class CommandText {

  private CommandText() {}

  /** From {@code ash} on. */
  static List<String> of(CommandSpec command) {
    List<String> words = new ArrayList<>();
    words.add(command.root().name());
    words.addAll(command.root().commandLine().getParseResult().originalArgs());
    return words;
  }
}
