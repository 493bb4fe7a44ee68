package org.ash.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** Progress where nobody watches: a line at each tenth. */
final class ProgressMeterTest {
  private final StringWriter err = new StringWriter();
  private final Output output =
      new Output(new PrintWriter(new StringWriter()), new PrintWriter(err), Ansi.OFF);

  private List<String> lines() {
    return err.toString().lines().toList();
  }

  @Test
  void eachTenth_isToldOnce() {
    try (ProgressMeter meter = ProgressMeter.ofCount("reading", "images", output)) {
      for (int done = 0; done <= 3000; done++) {
        meter.at(done, 3000);
      }
    }
    assertEquals(10, lines().size(), err::toString);
    assertEquals("reading: 10 %, 300 images of 3,000 images", lines().get(0));
  }

  @Test
  void leapOverSeveralTenths_isOneLine() {
    try (ProgressMeter meter = ProgressMeter.ofBytes("file", output)) {
      meter.at(0, 2048);
      meter.at(1024, 2048);
      meter.at(1025, 2048);
    }
    assertEquals(List.of("file: 50 %, 1.0 KiB of 2.0 KiB"), lines());
  }

  @Test
  void unknownTotal_isNotTold() {
    try (ProgressMeter meter = ProgressMeter.ofBytes("file", output)) {
      meter.at(1024, 0);
      meter.at(1024, -1);
    }
    assertEquals(List.of(), lines());
  }
}
