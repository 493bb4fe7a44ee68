package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ash.cli.Ash;
import org.ash.cli.run.EpochMetrics;
import org.ash.cli.run.MetricsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompareCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void runs_standSideBySideWithTheirLastEpoch() throws IOException {
    Path relu = run("relu", 0.5, 0.8);
    Path ash = run("ash", 0.6, 0.7);
    assertEquals(0, execute("--run", relu.toString(), "--run", ash.toString(), "--json"));
    JsonNode rows = JSON.readTree(out.toString()).path("runs");
    assertEquals("relu", rows.get(0).get("activation").asText());
    assertEquals(0.8, rows.get(0).get("top1").asDouble());
    assertEquals(0.7, rows.get(1).get("top1").asDouble());
    assertEquals(20, rows.get(1).get("seconds").asDouble());
  }

  @Test
  void chart_isOneStandalonePicture() throws IOException {
    Path picture = folder.resolve("new/curves.svg");
    Path relu = run("relu", 0.5, 0.8);
    assertEquals(0, execute("--run", relu.toString(), "--chart", picture.toString()));
    assertTrue(Files.readString(picture).contains("http://www.w3.org/2000/svg"));
  }

  @Test
  void withoutRuns_isWrongUsage_andNamesTheOption() {
    assertEquals(2, execute());
    assertTrue(err.toString().contains("--run"), err::toString);
  }

  @Test
  void backends_trainTheSame_andAreNotRepeated() throws IOException {
    String[] words = {
      "backends",
      "--backend",
      "reference,tensorflow",
      "--model",
      "resnet-8",
      "--epochs",
      "1",
      "--batch",
      "4",
      "--data",
      "shapes:count=16,test=4",
      "--out",
      folder.toString(),
      "--json"
    };
    assertEquals(0, execute(words), err::toString);
    JsonNode rows = JSON.readTree(out.toString()).path("runs");
    assertEquals("tensorflow", rows.get(1).get("backend").asText());
    assertEquals(
        rows.get(0).get("trainLoss").asDouble(), rows.get(1).get("trainLoss").asDouble(), 1e-3);
    assertTrue(Files.readString(folder.resolve("loss.svg")).startsWith("<svg"));
    out.getBuffer().setLength(0);
    assertEquals(0, execute(words), err::toString);
    assertTrue(err.toString().contains("not repeated"), err::toString);
    assertEquals(rows, JSON.readTree(out.toString()).path("runs"));
    words[8] = "5";
    assertEquals(1, execute(words));
    assertTrue(err.toString().contains("other settings"), err::toString);
  }

  /** Two test images allow at most two improvements, so that the patience must run out. */
  @Test
  void trainingThatStoppedEarly_isComplete() throws IOException {
    String[] words = {
      "backends",
      "--backends",
      "reference",
      "--model",
      "resnet-8",
      "--epochs",
      "8",
      "--patience",
      "1",
      "--batch",
      "2",
      "--data",
      "shapes:count=6,test=2",
      "--out",
      folder.toString()
    };
    assertEquals(0, execute(words), err::toString);
    assertTrue(MetricsFile.epochs(folder.resolve("reference")).size() < 8);
    assertEquals(0, execute(words), err::toString);
    assertTrue(err.toString().contains("not repeated"), err::toString);
  }

  @Test
  void unknownBackend_isWrongUsage() {
    assertEquals(2, execute("backends", "--backends", "tensorflwo"));
    assertTrue(err.toString().contains("tensorflwo"), err::toString);
  }

  @Test
  void runWithoutAnEpoch_isToldInOneLine() throws IOException {
    assertEquals(1, execute("--run", run("relu").toString()));
    assertTrue(err.toString().contains("no finished epoch"), err::toString);
  }

  private int execute(String... options) {
    String[] words = new String[options.length + 1];
    words[0] = "compare";
    System.arraycopy(options, 0, words, 1, options.length);
    return Ash.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(words);
  }

  private Path run(String activation, double... top1) throws IOException {
    Path run = Files.createDirectory(folder.resolve(activation));
    Files.writeString(
        run.resolve("config.json"),
        JSON.writeValueAsString(
            JSON.createObjectNode().put("model", "resnet-20").put("activation", activation)));
    try (MetricsFile metrics = MetricsFile.open(run, 0, 0)) {
      for (int i = 0; i < top1.length; i++) {
        metrics.epoch(new EpochMetrics(i + 1, 10L * (i + 1), 1, 0.5, 1, top1[i], 0.9, 10));
      }
    }
    return run;
  }
}
