package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ash.cli.CommandProcess;
import org.ash.cli.Invocation;
import org.ash.cli.run.MetricsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a training whose files cannot be written, or that ends by a defect. */
final class RecordingTest {
  private static final String DATA = "shapes:count=6,test=2";

  @TempDir private Path temporary;

  private static String[] command(Path out, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("train", "--model", "resnet-8", "--backend", "reference", "--data", DATA));
    words.addAll(List.of("--batch", "2", "--out", out.toString()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static long count(String text, String part) {
    return text.lines().filter(line -> line.contains(part)).count();
  }

  @Test
  void reportThatCannotBeWritten_doesNotEndTheTraining_andIsToldOfAtTheEnd() throws Exception {
    Path out = temporary.resolve("run");
    try (CommandProcess process =
        CommandProcess.start(temporary, Map.of(), List.of(), command(out, "--epochs", "2"))) {
      process.awaitLine("first step done");
      Files.createDirectory(out.resolve("report.html.new"));
      Invocation trained = process.end();
      assertEquals(0, trained.exitCode(), trained.err());
      assertEquals(1, count(trained.err(), "report.html could not be written"), trained.err());
      assertEquals(1, count(trained.err(), "the record of this run is incomplete"), trained.err());
    }
    assertEquals(2, MetricsFile.epochs(out).size());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs bash and ulimit")
  void checkpointThatCannotBeWritten_endsTheTraining_andIsNamed() throws Exception {
    Path out = temporary.resolve("run");
    try (CommandProcess process =
        CommandProcess.startWithFilesUpTo(100, temporary, command(out, "--epochs", "1"))) {
      Invocation failed = process.end();
      assertEquals(1, failed.exitCode(), failed.err());
      assertTrue(failed.err().contains("the checkpoint could not be saved"), failed.err());
    }
  }
}
