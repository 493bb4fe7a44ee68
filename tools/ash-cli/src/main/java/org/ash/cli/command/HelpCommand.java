package org.ash.cli.command;

import java.util.List;
import org.ash.text.NearestNames;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ash help}: what a command is for and what it takes. */
@Command(
    name = "help",
    description = "Explain a command, as its --help does.",
    footer = {
      "  ${ROOT-COMMAND-NAME} help                 all commands",
      "  ${ROOT-COMMAND-NAME} help train",
      "  ${ROOT-COMMAND-NAME} help data info"
    })
public final class HelpCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The command, as train or data info (default: all, in a line each)")
  private List<String> names = List.of();

  /** Made by picocli. */
  public HelpCommand() {}

  @Override
  public void run() {
    CommandLine wanted = spec.root().commandLine();
    for (String name : names) {
      CommandLine next = wanted.getSubcommands().get(name);
      if (next == null) {
        throw new ParameterException(
            spec.commandLine(),
            "No command '%s'.%s"
                .formatted(name, NearestNames.question(name, wanted.getSubcommands().keySet())));
      }
      wanted = next;
    }
    wanted.usage(spec.commandLine().getOut());
  }
}
