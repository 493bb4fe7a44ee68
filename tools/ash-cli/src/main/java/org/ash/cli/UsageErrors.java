package org.ash.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.ash.cli.output.Hint;
import org.ash.text.NearestNames;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says on stderr what is wrong with the arguments, what was perhaps meant, and where help is. */
final class UsageErrors implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    String message = message(wrong, command).strip().replaceAll("\\s*\\R\\s*", " ");
    err.println(
        command
            .getColorScheme()
            .errorText("ash: " + message + " See: " + Hint.of(helpOf(command))));
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** The words behind the program's name that show a command's help. */
  private static Object[] helpOf(CommandLine command) {
    List<String> words = new ArrayList<>(List.of("--help"));
    for (CommandLine at = command; at.getParent() != null; at = at.getParent()) {
      words.add(0, at.getCommandName());
    }
    return words.toArray();
  }

  private static String message(ParameterException wrong, CommandLine command) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      String given = unmatched.getUnmatched().get(0);
      boolean option = given.startsWith("-");
      String what =
          option
              ? "No option '" + given + "'"
              : command.getSubcommands().isEmpty()
                  ? "'" + given + "' is one argument too many"
                  : "No command '" + given + "'";
      return what + "." + NearestNames.question(given, known(given, command));
    }
    String message = wrong.getMessage();
    return message.endsWith(".") || message.endsWith("?") ? message : message + ".";
  }

  /** Names that what was given may have meant; picocli's own guesses know nothing of typing. */
  private static Collection<String> known(String given, CommandLine command) {
    return given.startsWith("-")
        ? command.getCommandSpec().optionsMap().keySet()
        : command.getSubcommands().keySet();
  }
}
