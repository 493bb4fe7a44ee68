package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ash.cli.Invocation;
import org.ash.cli.report.HtmlReport;
import org.ash.cli.train.SmallTraining;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ash resume} of a run that was killed while its last report was written. */
final class FinishedRunTest {
  @TempDir private Path temporary;

  @Test
  void report_isWrittenAnew() throws IOException {
    Path run = temporary.resolve("run");
    new SmallTraining().begin(run, SmallTraining.STEPS + 1);
    Path report = run.resolve(HtmlReport.NAME);
    String whole = Files.readString(report);
    assertTrue(whole.contains("All epochs are done."), whole);
    Files.writeString(report, whole.replace("All epochs are done.", "The training still runs."));
    Invocation resumed = Invocation.of("resume", "--run", run.toString());
    assertTrue(resumed.complaint().contains("is finished: 2 of 2 epochs"), resumed.err());
    String anew = Files.readString(report);
    assertFalse(anew.contains("still runs"), anew);
    assertEquals(withoutTime(whole), withoutTime(anew));
  }

  private static String withoutTime(String page) {
    return page.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC", "TIME");
  }
}
