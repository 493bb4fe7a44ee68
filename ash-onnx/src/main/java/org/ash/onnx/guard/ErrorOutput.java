package org.ash.onnx.guard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The beginning of what a process says on its standard error, and what it died of. */
final class ErrorOutput {
  private static final int KEPT = 1 << 16;
  private static final int WAIT_MILLIS = 1_000;
  private static final Pattern SIGNAL = Pattern.compile("\\b(SIG[A-Z]{3,6}|EXCEPTION_[A-Z_]+)\\b");
  private static final String STACK_OVERFLOW = "StackOverflow";
  private static final String NO_MEMORY = "OutOfMemoryError";

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final Thread reader;

  private ErrorOutput(InputStream stream) {
    reader = new Thread(() -> read(stream), "guarded-natives-errors");
    reader.setDaemon(true);
    reader.start();
  }

  static ErrorOutput of(InputStream stream) {
    return new ErrorOutput(stream);
  }

  private void read(InputStream stream) {
    byte[] some = new byte[1 << 12];
    try {
      for (int length = stream.read(some); length >= 0; length = stream.read(some)) {
        text.write(some, 0, Math.min(length, KEPT - Math.min(KEPT, text.size())));
      }
    } catch (IOException e) {
      text.writeBytes(("\n" + e.getMessage()).getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * What it died of, in a few words.
   *
   * @param printed what it said elsewhere
   */
  String reason(String printed) {
    try {
      reader.join(WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String all = printed + "\n" + text.toString(StandardCharsets.UTF_8);
    Matcher signal = SIGNAL.matcher(all);
    if (signal.find()) {
      return signal.group(1);
    }
    if (all.contains(STACK_OVERFLOW)) {
      return "stack overflow";
    }
    if (all.contains(NO_MEMORY)) {
      return "out of memory";
    }
    return all.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("it said nothing");
  }
}
