package org.ash.data;

import java.util.Locale;

/**
 * Data that cannot be read, understood, fetched or written. The message is one line for a person:
 * what, where, why, and what to do; the cause, where there is one, is for the log.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DataException(String message, Throwable cause) {
    super(message, cause);
  }

  /** An error found in the data itself; numbers are written as {@link Locale#ROOT} does. */
  public static DataException of(String format, Object... arguments) {
    return new DataException(String.format(Locale.ROOT, format, arguments), null);
  }

  /** An error that something below reported. */
  public static DataException causedBy(Throwable cause, String format, Object... arguments) {
    return new DataException(String.format(Locale.ROOT, format, arguments), cause);
  }
}
