package org.ash.data;

import java.util.Locale;

/** A data set that is asked for wrongly: no such kind, no such option, a value out of range. */
public final class DataSpecException extends DataException {
  private static final long serialVersionUID = 1L;

  private DataSpecException(String message, Throwable cause) {
    super(message, cause);
  }

  /** An error in the text that asks for the data set. */
  public static DataSpecException of(String format, Object... arguments) {
    return new DataSpecException(String.format(Locale.ROOT, format, arguments), null);
  }

  /** An error in that text that something below reported. */
  public static DataSpecException causedBy(Throwable cause, String format, Object... arguments) {
    return new DataSpecException(String.format(Locale.ROOT, format, arguments), cause);
  }
}
