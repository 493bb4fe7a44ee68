package org.ash.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogFormatTest {

  private static String format(Level level, String message) {
    return new LogFormat().format(new LogRecord(level, message));
  }

  @ParameterizedTest
  @CsvSource({"SEVERE,'ash: error: '", "WARNING,'ash: warning: '", "INFO,'ash: '"})
  void record_beginsWithItsSeverity(String level, String begin) {
    assertEquals(begin + "told" + System.lineSeparator(), format(Level.parse(level), "told"));
  }

  @Test
  void messageOfSeveralLines_becomesOne() {
    assertEquals(
        "ash: first second" + System.lineSeparator(), format(Level.INFO, " first \n\n  second\n"));
  }

  @Test
  void onATerminal_theLineBeginsWhereTheBarStood() {
    try (TerminalStreams said = new TerminalStreams("err")) {
      assertTrue(format(Level.INFO, "told").startsWith("\r\u001b[Kash: told"), said::toString);
    }
  }

  @Test
  void trace_hasTheCauses() {
    String trace =
        LogFormat.trace(new IllegalStateException("outer", new IllegalArgumentException("inner")));
    assertTrue(trace.contains("outer"), trace);
    assertTrue(trace.contains("caused by: java.lang.IllegalArgumentException: inner"), trace);
  }
}
