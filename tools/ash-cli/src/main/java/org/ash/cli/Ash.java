package org.ash.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import org.ash.cli.output.Hint;
import org.ash.cli.output.LogFormat;
import org.ash.cli.output.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The {@code ash} command, started by {@code tools/ash}.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 wrong usage, 3 time is up, 130 and 143 stopped by a signal.
 * Results go to stdout, everything else to stderr.
 */
@Command(
    name = "ash",
    description = "Trains, exports and verifies models with ASH and its peers on any engine.",
    versionProvider = AshVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    optionListHeading = "%nOptions of every command:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:wrong usage",
      "3:the time given to ${ROOT-COMMAND-NAME} experiment was up",
      "130:stopped by Ctrl-C",
      "143:stopped by SIGTERM"
    },
    footerHeading = "%nTo begin:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} quickstart            train a small network and see what comes out",
      "  ${ROOT-COMMAND-NAME} train --help          every command explains itself, with examples"
    })
public final class Ash implements Runnable {

  /** Help is text: it reads well at this width, also where there is room for more. */
  private static final int HELP_COLUMNS = 80;

  /** Picocli lays out nothing narrower. */
  private static final int LEAST_COLUMNS = 55;

  /** The option that makes a failure show where it happened. */
  static final String DEBUG = "--debug";

  @Spec private CommandSpec spec;

  @SuppressWarnings("UnusedVariable") // picocli acts on it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Explain the command and end.")
  private boolean help;

  @SuppressWarnings("UnusedVariable") // picocli acts on it
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print the version and end.")
  private boolean version;

  @Option(
      names = DEBUG,
      scope = ScopeType.INHERIT,
      description = "On failure, also print where in the program it happened.")
  private boolean debug;

  /** Made by picocli. */
  public Ash() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param arguments subcommand and options
   */
  public static void main(String[] arguments) {
    PrintStream results = System.out;
    // Engines print to stdout as they like; it belongs to results alone.
    System.setOut(System.err);
    // Numbers are read back and become names of folders: with the same digits everywhere.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    LogFormat.install();
    int exitCode;
    try {
      exitCode =
          commandLine()
              .setOut(new PrintWriter(results, true, Terminal.charset()))
              .setErr(new PrintWriter(System.err, true, Terminal.charset()))
              .execute(arguments);
    } catch (OutOfMemoryError e) {
      // Errors pass picocli by; an engine's threads would keep the process alive after them.
      System.err.println(
          "ash: Out of memory: "
              + e.getMessage()
              + ". Take a smaller --batch, or give Java more: ASH_JAVA_OPTS=-Xmx4g");
      exitCode = 1;
    }
    results.flush();
    System.exit(exitCode);
  }

  /** The command with everything it needs to run, for {@link #main} and for tests. */
  public static CommandLine commandLine() {
    Ash root = new Ash();
    CommandLine command = new CommandLine(root);
    Commands.addTo(command);
    return command
        .setCommandName(Hint.program())
        .setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.resultColours()))
        .setUsageHelpWidth(Math.max(LEAST_COLUMNS, Math.min(Terminal.columns(), HELP_COLUMNS)))
        .setUsageHelpLongOptionsMaxWidth(28)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(
            (failure, failed, parsed) -> Failures.report(failure, failed, root.debug));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
