package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ash.cli.Invocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of folders in which nothing was trained: what they hold is written here. */
final class TableCommandTest {
  private static final String EXPERIMENT =
      """
      {"title":"%s","data":"%s","models":["resnet-8"],"activations":["relu","ash"],
       "backends":["reference"],"seeds":[1,2],"settings":{"epochs":"%d"},"published":null}
      """;
  private static final String RESULT =
      """
      {"trial":{"model":"resnet-8","activation":"%s","backend":"reference","seed":%d},\
      "data":"%s","status":"completed","error":"","epochs":[{"epoch":1,"step":9,"trainLoss":1.0,\
      "trainAccuracy":0.5,"testLoss":%s,"top1":%s,"top5":0.9,"seconds":2.0}],"seconds":2.0}
      """;

  @TempDir private Path folder;

  /** Writes a folder with two seeds of ReLU and ASH. */
  private String study(String name, String data, int epochs, int firstSeed) throws IOException {
    Path study = Files.createDirectories(folder.resolve(name));
    Files.writeString(study.resolve("experiment.json"), EXPERIMENT.formatted(name, data, epochs));
    StringBuilder lines = new StringBuilder();
    for (int seed = firstSeed; seed < firstSeed + 2; seed++) {
      lines.append(RESULT.formatted("relu", seed, data, 1.5, 0.5 + seed * 0.01));
      lines.append(RESULT.formatted("ash", seed, data, 1.4, 0.6 + seed * 0.01));
    }
    Files.writeString(study.resolve("results.jsonl"), lines);
    return study.toString();
  }

  @Test
  void folderWithoutExperiment_saysWhatToDo() {
    Invocation nothing = Invocation.of("table", folder.toString());
    assertEquals(1, nothing.exitCode());
    assertTrue(nothing.complaint().contains("No experiment at"), nothing.err());
  }

  @Test
  void seedsOfTwoFolders_areOneCell() throws IOException {
    Invocation both =
        Invocation.of("table", study("a", "shapes", 3, 1), study("b", "shapes", 3, 3));
    assertEquals(0, both.exitCode(), both.err());
    assertTrue(both.out().contains("(4)"), both.out());
  }

  @Test
  void sameTrialTwice_isRefused_forItCountsOnce() throws IOException {
    String a = study("a", "shapes", 3, 1);
    Invocation twice = Invocation.of("table", a, a);
    assertEquals(1, twice.exitCode());
    assertTrue(twice.complaint().contains("both hold resnet-8, relu"), twice.err());
  }

  @Test
  void otherTraining_isNotAnotherSeed() throws IOException {
    Invocation pooled =
        Invocation.of("table", study("a", "shapes", 3, 1), study("b", "shapes", 9, 3));
    assertEquals(1, pooled.exitCode());
    assertTrue(pooled.complaint().contains("{epochs=3}; {epochs=9}"), pooled.err());
  }

  @Test
  void otherImages_areAnotherColumn_howeverTheyWereTrainedOn() throws IOException {
    Invocation beside =
        Invocation.of("table", study("a", "shapes", 3, 1), study("b", "cifar10", 9, 1));
    assertEquals(0, beside.exitCode(), beside.err());
    assertTrue(beside.out().contains("RESNET-8, SHAPES"), beside.out());
    assertTrue(beside.out().contains("RESNET-8, CIFAR10"), beside.out());
  }

  @Test
  void json_goesIntoTheFile_withWhatTheTableSays() throws IOException {
    Path file = folder.resolve("new/table.json");
    Invocation written =
        Invocation.of("table", study("a", "shapes", 3, 1), "--json", "--out", file.toString());
    assertEquals(0, written.exitCode(), written.err());
    assertEquals("", written.out());
    JsonNode table = new ObjectMapper().readTree(file.toFile());
    assertEquals("ash", table.path("reference").asText());
    assertEquals("top1", table.path("metric").asText());
    assertEquals("relu", table.at("/rows/0/activation").asText());
    assertTrue(table.path("notes").size() > 1, table.toString());
  }

  @Test
  void json_withAFormat_isRefused() throws IOException {
    Invocation both =
        Invocation.of("table", study("a", "shapes", 3, 1), "--json", "--format", "latex");
    assertEquals(2, both.exitCode());
    assertTrue(both.complaint().contains("leave --format out"), both.err());
  }

  @Test
  void charts_areDrawnForEachColumn() throws IOException {
    Path charts = folder.resolve("charts");
    Invocation drawn =
        Invocation.of("table", study("a", "shapes", 3, 1), "--charts", charts.toString());
    assertEquals(0, drawn.exitCode(), drawn.err());
    for (String name : new String[] {"resnet-8-top1.png", "resnet-8-loss.svg"}) {
      assertTrue(Files.exists(charts.resolve(name)), name);
    }
  }

  @Test
  void latexByLossAgainstRelu_isTheTableInAFile() throws IOException {
    Path file = folder.resolve("table.tex");
    Invocation written =
        Invocation.of(
            "table",
            study("a", "shapes", 3, 1),
            "--metric",
            "loss",
            "--reference",
            "relu",
            "--format",
            "latex",
            "--out",
            file.toString());
    assertEquals(0, written.exitCode(), written.err());
    String text = Files.readString(file);
    assertTrue(text.contains("\\textbf{1.4000"), text);
    assertTrue(text.contains("differs from relu"), text);
  }
}
