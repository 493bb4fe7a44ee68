package org.ash.cli.option;

import org.ash.cli.output.Output;
import org.ash.cli.output.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --json}, and where the command prints. */
public final class OutputOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--json",
      description = "Print the result as one JSON value on stdout, for programs.")
  private boolean json;

  /** Made by picocli. */
  public OutputOptions() {}

  /** Whether the result is wanted as JSON. */
  public boolean json() {
    return json;
  }

  /** Where to print. */
  public Output output() {
    CommandLine line = command.commandLine();
    return new Output(line.getOut(), line.getErr(), Terminal.resultColours());
  }
}
