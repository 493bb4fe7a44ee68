package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ash.cli.CommandProcess;
import org.ash.cli.Invocation;
import org.ash.cli.run.MetricsFile;
import org.ash.cli.run.RunFolder;
import org.ash.train.checkpoint.CheckpointStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A training that ends before its epochs are done, on the oracle with a few generated images. */
final class StoppingTest {
  @TempDir private Path temporary;

  private static String[] command(Path out, String... more) {
    List<String> words =
        new ArrayList<>(List.of("train", "--model", "resnet-8", "--backend", "reference"));
    words.addAll(List.of("--data", "shapes:count=6,test=2", "--batch", "2"));
    words.addAll(List.of("--out", out.toString()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /** Two test images allow at most two improvements, so that the patience must run out. */
  @Test
  void patience_endsTheTraining() throws IOException {
    Invocation stopped =
        Invocation.of(
            command(temporary.resolve("run"), "--epochs", "8", "--patience", "1", "--json"));
    assertEquals(0, stopped.exitCode(), stopped.err());
    assertEquals("early_stopped", stopped.json().path("status").asText());
    assertTrue(stopped.json().path("epochs").asInt() <= 4, stopped.out());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs the command kill")
  void sigterm_exits143_andCanBeResumedOnTheSameImagesUnderAnotherName() throws Exception {
    Path out = temporary.resolve("run");
    try (CommandProcess process =
        CommandProcess.start(temporary, Map.of(), List.of(), command(out, "--epochs", "2"))) {
      process.awaitLine("first step done");
      process.signal("TERM");
      Invocation stopped = process.end();
      assertEquals(143, stopped.exitCode(), stopped.err());
      assertTrue(stopped.err().contains("resume --run " + out), stopped.err());
    }
    Invocation resumed =
        Invocation.of("resume", "--run", out + "", "--data", "shapes:test=2,count=6,seed=0");
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertEquals(2, MetricsFile.epochs(out).size());
  }

  /** A terminal that closes may send it more than once. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs the command kill")
  void sighup_savesAndExits129() throws Exception {
    Path out = temporary.resolve("run");
    try (CommandProcess process =
        CommandProcess.start(temporary, Map.of(), List.of(), command(out, "--epochs", "2"))) {
      process.awaitLine("first step done");
      process.signal("HUP");
      process.signal("HUP");
      Invocation stopped = process.end();
      assertEquals(129, stopped.exitCode(), stopped.err());
      assertTrue(stopped.err().contains("resume --run " + out), stopped.err());
    }
    assertTrue(new CheckpointStore(RunFolder.checkpoints(out), 1).latest().isPresent());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs the command kill")
  void stoppedRun_goesOnOnAnotherEngine() throws Exception {
    Path out = temporary.resolve("run");
    try (CommandProcess process =
        CommandProcess.start(temporary, Map.of(), List.of(), command(out, "--epochs", "2"))) {
      process.awaitLine("first step done");
      process.signal("TERM");
      assertEquals(143, process.end().exitCode());
    }
    Invocation resumed = Invocation.of("resume", "--run", out + "", "--backend", "tensorflow");
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertEquals(2, MetricsFile.epochs(out).size());
    JsonNode sittings = RunFolder.open(out).config().path("resumed");
    assertEquals("tensorflow", sittings.path(0).path("engine").path("backend").asText());
  }

  /**
   * A step of many images on the oracle takes longer than the second signal needs. SIGTERM, for a
   * build in the background may have been started with SIGINT ignored.
   */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs the command kill")
  void secondSignal_endsAtOnce() throws Exception {
    String[] slow = {
      "train",
      "--model",
      "resnet-20",
      "--backend",
      "reference",
      "--data",
      "shapes:count=64,test=2",
      "--batch",
      "64",
      "--out",
      temporary.resolve("run").toString()
    };
    try (CommandProcess process = CommandProcess.start(temporary, Map.of(), List.of(), slow)) {
      process.awaitLine("Training resnet-20");
      process.signal("TERM");
      process.awaitLine("Ctrl-C again ends at once");
      process.signal("TERM");
      Invocation ended = process.end();
      assertEquals(143, ended.exitCode(), ended.err());
      assertFalse(ended.err().contains("Go on with"), ended.err());
    }
  }
}
