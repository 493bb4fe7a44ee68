package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ash.cli.Ash;
import org.ash.cli.Invocation;
import org.ash.cli.run.MetricsFile;
import org.ash.cli.run.StepMetrics;
import org.ash.train.checkpoint.CheckpointStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ash train} and {@code ash resume}, on the oracle with a handful of generated images. */
final class TrainCommandTest {
  private static final String DATA = "shapes:count=6,test=2";
  private static final int STEPS = 6;

  @TempDir private static Path temporary;

  private static Path run;
  private static Invocation trained;

  @BeforeAll
  static void train() {
    run = temporary.resolve("run");
    trained = Invocation.of(command(run, "--json"));
  }

  private static String[] command(Path out, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("train", "--model", "resnet-8", "--activation", "ash", "--data", DATA));
    words.addAll(List.of("--backend", "reference", "--batch", "2", "--epochs", "2"));
    words.addAll(List.of("--out", out.toString()));
    words.addAll(Arrays.asList(more));
    return words.toArray(String[]::new);
  }

  private static String lastLine(String text) {
    List<String> lines = text.strip().lines().toList();
    return lines.get(lines.size() - 1);
  }

  @Test
  void train_tellsItsResultAsJson() throws IOException {
    assertEquals(0, trained.exitCode(), trained.err());
    JsonNode result = trained.json();
    assertEquals("completed", result.path("status").asText());
    assertEquals(STEPS, result.path("steps").asInt());
  }

  @Test
  void train_writesTheCommandIntoConfig() throws IOException {
    JsonNode config = new ObjectMapper().readTree(run.resolve("config.json").toFile());
    List<String> words = new ArrayList<>();
    config.path("command").forEach(word -> words.add(word.asText()));
    List<String> expected = new ArrayList<>(List.of("ash"));
    expected.addAll(Arrays.asList(command(run, "--json")));
    assertEquals(expected, words);
  }

  @Test
  void train_writesEveryStepAndEpochIntoMetrics() throws IOException {
    assertEquals(STEPS, MetricsFile.steps(run).size());
    assertEquals(2, MetricsFile.epochs(run).size());
  }

  @Test
  void report_showsActivationsConfusionAndEnvironment() throws IOException {
    String report = Files.readString(run.resolve("report.html"));
    for (String part :
        List.of("What each ASH has learned", "stage1.block0", "onfusion", "CPU", "All epochs")) {
      assertTrue(report.contains(part), part);
    }
  }

  @Test
  void train_refusesAFolderThatHoldsARun() {
    Invocation again = Invocation.of(command(run));
    assertEquals(1, again.exitCode());
    assertTrue(again.complaint().contains("resume --run " + run), again.err());
  }

  @Test
  void resume_refusesARunThatIsFinished() {
    Invocation resumed = Invocation.of("resume", "--run", run.toString());
    assertEquals(1, resumed.exitCode());
    assertTrue(resumed.complaint().contains("2 of 2 epochs are done"), resumed.err());
  }

  @Test
  void train_refusesAFolderBelowAFile() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    Invocation refused = Invocation.of(command(file.resolve("run")));
    assertEquals(1, refused.exitCode());
    assertTrue(lastLine(refused.err()).startsWith("ash: Cannot write a run to"), refused.err());
  }

  @Test
  void train_ofImagesOfAnotherSize_leavesNoFolder() {
    Path out = temporary.resolve("size");
    String[] words = command(out);
    words[Arrays.asList(words).indexOf(DATA)] = "shapes:size=16,count=4,test=2";
    Invocation refused = Invocation.of(words);
    assertEquals(1, refused.exitCode());
    assertTrue(refused.complaint().contains("16"), refused.err());
    assertFalse(Files.exists(out));
  }

  @Test
  void hugeLearningRate_stopsAndNamesWhereItBegan() {
    Path out = temporary.resolve("nan");
    Invocation failed =
        Invocation.of(command(out, "--recipe", "quick", "--schedule", "constant:lr=900000"));
    assertEquals(1, failed.exitCode());
    assertTrue(lastLine(failed.err()).contains("stage1.block0.norm2."), failed.err());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs the command kill")
  void interruptedRun_exits130_andResumesTheSameCurve() throws Exception {
    Path out = temporary.resolve("interrupted");
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.add(Ash.class.getName());
    java.addAll(Arrays.asList(command(out)));
    ProcessBuilder builder =
        new ProcessBuilder(java).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    try (BufferedReader err =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      String line = err.readLine();
      while (line != null && !line.contains("first step done")) {
        line = err.readLine();
      }
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      while (line != null) {
        line = err.readLine();
      }
    }
    assertEquals(130, process.waitFor());
    assertTrue(new CheckpointStore(out.resolve("checkpoints"), 1).latest().isPresent());

    Invocation resumed = Invocation.of("resume", "--run", out.toString());
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertEquals(curve(run), curve(out));
  }

  private static List<List<Double>> curve(Path folder) throws IOException {
    return MetricsFile.steps(folder).stream().map(TrainCommandTest::figures).toList();
  }

  private static List<Double> figures(StepMetrics step) {
    return List.of((double) step.step(), step.loss(), step.accuracy(), step.learningRate());
  }
}
