package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.ash.cli.Invocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code summary --run}: the network of a run. */
final class SummaryOfRunTest {

  @TempDir private Path folder;

  @Test
  void summaryOfARun_showsTheRunsNetwork() throws IOException {
    String run = TinyRun.create(folder.resolve("run"), "prelu", TinyRun.DATA).path().toString();
    assertEquals(
        "prelu",
        Invocation.of("summary", "--run", run, "--json").json().get("activation").asText());
  }

  @Test
  void runAndModel_excludeEachOther() {
    Invocation wrong = Invocation.of("summary", "--run", folder + "", "--model", "resnet-8");
    assertEquals(2, wrong.exitCode());
    assertTrue(wrong.complaint().contains("--model and --run exclude each other"), wrong::err);
  }
}
