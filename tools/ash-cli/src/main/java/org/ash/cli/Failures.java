package org.ash.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import org.ash.cli.output.LogFormat;
import picocli.CommandLine;

/** Says on one line of stderr why a command failed; the stack trace only to who asks for it. */
final class Failures {

  private static final String OWN_PACKAGES = "org.ash.";

  private Failures() {}

  /**
   * Prints a failure.
   *
   * @param trace whether the stack trace is wanted, too
   * @return the exit code
   */
  static int report(Exception failure, CommandLine command, boolean trace) {
    PrintWriter err = command.getErr();
    err.println(command.getColorScheme().errorText("ash: " + oneLine(message(failure))));
    if (trace) {
      err.print(LogFormat.trace(failure));
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String message(Exception failure) {
    Throwable cause = failure;
    while (cause instanceof UncheckedIOException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return mendable(cause)
        .orElseGet(
            () ->
                "Unexpected "
                    + failure.getClass().getSimpleName()
                    + (failure.getMessage() == null ? "" : ": " + failure.getMessage())
                    + " (a defect of ASH; "
                    + Ash.DEBUG
                    + " shows where).");
  }

  /** The message of a failure that the person in front of the terminal can do something about. */
  private static Optional<String> mendable(Throwable failure) {
    if (failure instanceof IOException file) {
      return Optional.of(ofFile(file));
    }
    StackTraceElement[] frames = failure.getStackTrace();
    boolean checkedByUs =
        failure instanceof IllegalArgumentException
            && frames.length > 0
            && frames[0].getClassName().startsWith(OWN_PACKAGES);
    // Exceptions of our own are made to be read by people.
    boolean ours = failure.getClass().getName().startsWith(OWN_PACKAGES);
    return checkedByUs || ours ? Optional.ofNullable(failure.getMessage()) : Optional.empty();
  }

  /** The JDK's exceptions of files often hold the file's name and nothing else. */
  private static String ofFile(IOException failure) {
    if (failure instanceof FileSystemException file && file.getReason() == null) {
      String problem =
          file instanceof NoSuchFileException
              ? "no such file or folder"
              : file instanceof AccessDeniedException
                  ? "permission denied"
                  : file instanceof FileAlreadyExistsException
                      ? "exists already"
                      : file instanceof NotDirectoryException
                          ? "is not a folder"
                          : file.getClass().getSimpleName();
      return file.getFile() + ": " + problem + ".";
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
