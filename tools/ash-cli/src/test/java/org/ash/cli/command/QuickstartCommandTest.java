package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ash.cli.CommandProcess;
import org.ash.cli.Invocation;
import org.ash.cli.run.MetricsFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ash quickstart}: the whole way, with little to learn from. */
final class QuickstartCommandTest {
  @TempDir private static Path temporary;

  private static Path run;
  private static Invocation done;

  @BeforeAll
  static void start() {
    run = temporary.resolve("run");
    done = Invocation.of(command("--out", run.toString()));
  }

  private static String[] command(String... more) {
    List<String> words = new ArrayList<>(List.of("quickstart", "--data", "shapes:count=6,test=2"));
    words.addAll(List.of("--model", "resnet-8", "--backend", "reference", "--minutes", "0.01"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @Test
  void quickstart_trains() throws IOException {
    assertEquals(0, done.exitCode(), done.err());
    assertTrue(MetricsFile.epochs(run).size() >= 3, done.err());
  }

  @Test
  void quickstart_writesAReport() throws IOException {
    assertTrue(Files.readString(run.resolve("report.html")).contains("All epochs are done."));
  }

  @Test
  void quickstart_exportsAVerifiedModel() {
    assertTrue(done.out().contains("verified: " + run.resolve("model.onnx")), done.out());
    assertTrue(Files.exists(run.resolve("model.onnx")));
  }

  @Test
  void quickstart_saysWhereEverythingIsAndWhatComesNext() {
    for (String part :
        List.of("report   " + run.resolve("report.html"), "ash predict --run " + run)) {
      assertTrue(done.out().contains(part), done.out());
    }
  }

  @Test
  void quickstart_leavesImagesThatPredictTakes_andCallsShapesToys() throws IOException {
    assertTrue(done.out().contains("Shapes are toy data"), done.out());
    List<String> words = new ArrayList<>(List.of("predict", "--run", run.toString(), "--top", "1"));
    try (Stream<Path> samples = Files.list(run.resolve("samples"))) {
      samples.map(Path::toString).forEach(words::add);
    }
    assertEquals(7, words.size(), words::toString);
    String next = done.out().lines().filter(line -> line.contains("predict")).findFirst().get();
    assertTrue(next.endsWith(".png") && !next.contains("'"), next);
    Invocation predicted = Invocation.of(words.toArray(String[]::new));
    assertEquals(0, predicted.exitCode(), predicted.err());
    assertTrue(done.err().contains("An epoch has 1 step:"), done.err());
  }

  @Test
  void namedFolderWithARun_isRefused_beforeAnythingIsDone() {
    Invocation again = Invocation.of(command("--out", run.toString()));
    assertEquals(1, again.exitCode());
    assertTrue(again.complaint().contains("holds a run already"), again.err());
    assertEquals("", again.out());
  }

  @Test
  void json_isTheOnlyThingOnStdout() throws IOException {
    Path out = temporary.resolve("json");
    Invocation told = Invocation.of(command("--out", out.toString(), "--json"));
    assertEquals(0, told.exitCode(), told.err());
    JsonNode result = told.json();
    assertEquals("completed", result.at("/training/status").asText(), told.out());
    assertEquals(out.resolve("model.onnx").toString(), result.path("file").asText());
    assertTrue(told.err().contains("verified: "), told.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "NaN"})
  void minutes_areAboveZero(String minutes) {
    Invocation wrong = Invocation.of("quickstart", "--minutes", minutes);
    assertEquals(2, wrong.exitCode());
    assertTrue(wrong.complaint().contains("--minutes is above 0"), wrong.err());
  }

  /** As a newcomer does who types the command once more. */
  @Test
  void secondTime_leavesTheFirstRunAlone_andSaysWhereItGoes() throws Exception {
    Path folder = temporary.resolve("twice");
    Path first = Files.createDirectories(folder.resolve("runs/quickstart"));
    try (CommandProcess process = CommandProcess.start(folder, Map.of(), List.of(), command())) {
      process.awaitLine("this run goes to runs/quickstart-2");
      process.awaitLine("first step done");
    }
    assertTrue(Files.exists(folder.resolve("runs/quickstart-2/config.json")));
    try (var files = Files.list(first)) {
      assertEquals(0, files.count());
    }
  }

  /** Port 9 of this machine is the network: it refuses every connection. */
  @Test
  void deadNetwork_isTold_andGeneratedShapesAreTaken() throws Exception {
    List<String> noNetwork = List.of("-Dhttps.proxyHost=127.0.0.1", "-Dhttps.proxyPort=9");
    Map<String, String> emptyCache = Map.of("XDG_CACHE_HOME", temporary.resolve("cache") + "");
    Path out = temporary.resolve("offline");
    try (CommandProcess process =
        CommandProcess.start(
            temporary,
            emptyCache,
            noNetwork,
            "quickstart",
            "--model",
            "resnet-8",
            "--out",
            out.toString())) {
      process.awaitLine("Going on with generated shapes.");
      process.awaitLine("first step done");
    }
    assertTrue(Files.readString(out.resolve("config.json")).contains("\"data\" : \"shapes:count="));
  }
}
