package org.ash.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ash.cli.train.RunConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {
  @TempDir private Path temporary;

  private static ObjectNode config(String model) {
    return JsonNodeFactory.instance.objectNode().put("model", model);
  }

  private static String refusal(Path folder) {
    return assertThrows(RunException.class, () -> RunFolder.create(folder, config("a")))
        .getMessage();
  }

  @Test
  void newFolder_isMadeWithConfigAndCheckpoints() throws IOException {
    Path folder = temporary.resolve("runs").resolve("a");
    RunFolder run = RunFolder.create(folder, config("a"));
    assertEquals(config("a"), RunFolder.open(folder).config());
    assertTrue(Files.isDirectory(run.checkpoints()));
  }

  @Test
  void emptyFolder_isTaken() throws IOException {
    assertEquals(config("a"), RunFolder.create(temporary, config("a")).config());
  }

  @Test
  void folderWithARun_isRefused_withTheWayToGoOn() {
    RunFolder.create(temporary, config("a"));
    String refusal = refusal(temporary);
    assertTrue(refusal.contains("holds a run already"), refusal);
    assertTrue(refusal.contains("tools/ash resume --run " + temporary), refusal);
  }

  @Test
  void folderWithOtherFiles_isRefused() throws IOException {
    Files.createFile(temporary.resolve("thesis.tex"));
    assertTrue(refusal(temporary).contains("is not empty and holds no run"), refusal(temporary));
  }

  @Test
  void file_isRefused() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    assertTrue(refusal(file).contains("is a file"), refusal(file));
  }

  @Test
  void folderInsideAFile_isRefused_namingTheFile() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    String refusal = refusal(file.resolve("run"));
    assertTrue(refusal.contains(file.toString()), refusal);
    assertTrue(refusal.contains("choose another folder"), refusal);
  }

  private static String notOpened(Path folder) {
    return assertThrows(RunException.class, () -> RunFolder.open(folder)).getMessage();
  }

  @Test
  void missingFolder_cannotBeOpened_andTheWayToBeginIsTold() {
    Path missing = temporary.resolve("missing");
    String refusal = notOpened(missing);
    assertTrue(refusal.contains("there is no such folder"), refusal);
    assertTrue(refusal.contains("tools/ash train --recipe quick --out " + missing), refusal);
  }

  @Test
  void folderWithoutARun_cannotBeOpened() {
    String refusal = notOpened(temporary);
    assertTrue(refusal.contains("has no config.json"), refusal);
  }

  @Test
  void folderOfAnExperiment_cannotBeOpened_andItsRunsAreNamed() throws IOException {
    Files.createFile(temporary.resolve("experiment.json"));
    Path trials = temporary.resolve("trials");
    for (String trial : List.of("d", "a", "c", "b")) {
      RunFolder.create(trials.resolve(trial), config(trial));
    }
    String refusal = notOpened(temporary);
    String named = trials.resolve("a") + ", " + trials.resolve("b") + ", " + trials.resolve("c");
    assertTrue(refusal.endsWith("name one of them: " + named + ", ..."), refusal);
  }

  @Test
  void damagedConfig_isNamedWithItsLine() throws IOException {
    RunFolder run = RunFolder.create(temporary, config("a"));
    Files.writeString(temporary.resolve(RunFolder.CONFIG), "{\n  \"model\": \"a\",\n  oops\n}\n");
    String refusal = assertThrows(RunException.class, run::config).getMessage();
    assertTrue(refusal.contains("config.json is not the settings of a run: line 3: "), refusal);
  }

  @Test
  void partThatIsOutOfRange_isADamageOfTheFile() throws IOException {
    RunFolder run = RunFolder.create(temporary, config("a"));
    Files.writeString(
        temporary.resolve(RunFolder.CONFIG), "{\"engine\": {\"threads\": -3}, \"model\": \"a\"}");
    String refusal =
        assertThrows(RunException.class, () -> run.config(RunConfig::engine)).getMessage();
    assertTrue(
        refusal.endsWith(
            "config.json is not the settings of a run: threads is 0 (choose) or more, given -3."),
        refusal);
  }

  @Test
  void configThatIsNoObject_isRefused() throws IOException {
    RunFolder run = RunFolder.create(temporary, config("a"));
    Files.writeString(temporary.resolve(RunFolder.CONFIG), "[]");
    String refusal = assertThrows(RunException.class, run::config).getMessage();
    assertTrue(refusal.contains("it is no JSON object"), refusal);
  }

  @Test
  void replacedConfig_leavesNothingBeside() throws IOException {
    RunFolder run = RunFolder.create(temporary, config("a"));
    run.replaceConfig(config("b"));
    assertEquals(config("b"), run.config());
    try (var files = Files.list(temporary)) {
      assertEquals(2, files.count());
    }
  }
}
