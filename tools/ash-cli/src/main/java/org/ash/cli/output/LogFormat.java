package org.ash.cli.output;

import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Log records for people: one line each on stderr, {@code ash: warning: ...}. */
public final class LogFormat extends Formatter {

  /** Makes everything that is logged look like this; it goes to stderr. */
  public static void install() {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Handler stderr = new ConsoleHandler();
    stderr.setFormatter(new LogFormat());
    root.addHandler(stderr);
  }

  @Override
  public String format(LogRecord logged) {
    int level = logged.getLevel().intValue();
    String severity =
        level >= Level.SEVERE.intValue()
            ? "error: "
            : level >= Level.WARNING.intValue() ? "warning: " : "";
    return Terminal.freshLine()
        + "ash: "
        + severity
        + formatMessage(logged).strip().replaceAll("\\s*\\R\\s*", " ")
        + System.lineSeparator();
  }

  /** The stack trace of a failure and of its causes, for who asked for it. */
  public static String trace(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable at = failure; at != null; at = at.getCause()) {
      text.append(at == failure ? "" : "caused by: ").append(at).append(System.lineSeparator());
      for (StackTraceElement frame : at.getStackTrace()) {
        text.append("    at ").append(frame).append(System.lineSeparator());
      }
    }
    return text.toString();
  }
}
