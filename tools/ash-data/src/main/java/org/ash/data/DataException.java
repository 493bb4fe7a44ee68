package org.ash.data;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/**
 * Data that cannot be read, understood, fetched or written. The message is one line for a person:
 * what, where, why, and what to do; the cause, where there is one, is for the log.
 */
public class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DataException(String message, Throwable cause) {
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

  /** Why something could not be read or written, in a few words without the file's name. */
  public static String reason(Exception e) {
    if (e instanceof UncheckedIOException wrapped) {
      return reason(wrapped.getCause());
    }
    if (e instanceof AccessDeniedException) {
      return "access denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof FileSystemException known && known.getReason() != null) {
      return known.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
