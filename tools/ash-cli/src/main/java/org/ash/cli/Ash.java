package org.ash.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code ash} command, started by {@code tools/ash}.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 wrong usage.
 */
@Command(
    name = "ash",
    description = "Trains, exports and verifies models with ASH and its peers on any engine.",
    mixinStandardHelpOptions = true,
    versionProvider = AshVersion.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage"})
public final class Ash implements Runnable {

  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public Ash() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param arguments subcommand and options
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command with everything it needs to run, for {@link #main} and for tests. */
  static CommandLine commandLine() {
    return new CommandLine(new Ash())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println(command.getColorScheme().errorText(failure.getMessage()));
              return command.getCommandSpec().exitCodeOnExecutionException();
            });
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See: ash --help");
  }
}
