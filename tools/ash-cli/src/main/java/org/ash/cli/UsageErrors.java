package org.ash.cli;

import static java.util.stream.Collectors.joining;

import java.io.PrintWriter;
import java.util.List;
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
            .errorText(
                "ash: "
                    + message
                    + " See: "
                    + command.getCommandSpec().qualifiedName()
                    + " --help"));
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
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
      return what + "." + question(unmatched.getSuggestions());
    }
    String message = wrong.getMessage();
    return message.endsWith(".") || message.endsWith("?") ? message : message + ".";
  }

  private static String question(List<String> nearest) {
    return nearest.isEmpty()
        ? ""
        : nearest.stream().limit(3).collect(joining("' or '", " Did you mean '", "'?"));
  }
}
