package org.ash.cli.command;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ash completion}: commands and options at the press of the tab key. */
@Command(
    name = "completion",
    description = {
      "Print a script that completes commands and options in bash and zsh.",
      "",
      "Load it in the running shell as below, or write it to a file that the shell reads when it"
          + " starts. It completes the command under the name ash, by whatever path it is called;"
          + " in zsh, autoload -U +X bashcompinit && bashcompinit comes first."
    },
    footer = {
      "  source <(${ROOT-COMMAND-NAME} completion)",
      "  ${ROOT-COMMAND-NAME} completion > ~/.local/share/bash-completion/completions/ash"
    })
public final class CompletionCommand implements Runnable {
  /** What shells look scripts up by: the last part of the name that is typed. */
  private static final String NAME = "ash";

  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public CompletionCommand() {}

  @Override
  public void run() {
    spec.commandLine().getOut().print(AutoComplete.bash(NAME, spec.root().commandLine()));
    spec.commandLine().getOut().flush();
  }
}
