package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ash.cli.Invocation;
import org.ash.cli.run.RunFolder;
import org.ash.tensor.Tensor;
import org.ash.train.Checkpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options of {@code train} that change how a step is made, by what is in the run folder. */
final class TrainingWaysTest {
  @TempDir private Path temporary;
  private Path out;

  @BeforeEach
  void nameFolder() {
    out = temporary.resolve("run");
  }

  private Invocation train(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("train", "--model", "resnet-8", "--activation", "ash", "--epochs", "1"));
    words.addAll(List.of("--backend", "reference", "--data", "shapes:count=4,test=4"));
    words.addAll(List.of("--batch", "4", "--out", out.toString()));
    words.addAll(List.of(more));
    return Invocation.of(words.toArray(String[]::new));
  }

  private static double loss(Invocation command, String name) throws IOException {
    assertEquals(0, command.exitCode(), command.err());
    return command.json().path(name).asDouble();
  }

  private double evaluated(String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("eval", "--run", out.toString(), "--json"));
    words.addAll(List.of("--backend", "reference"));
    words.addAll(List.of(more));
    return loss(Invocation.of(words.toArray(String[]::new)), "loss");
  }

  @Test
  void average_isWhatIsJudged_andTheLastWeightsCanBeChosen() throws IOException {
    double told = loss(train("--average", "0.9", "--json"), "testLoss");
    assertEquals(told, evaluated(), 1e-6);
    assertTrue(Math.abs(told - evaluated("--weights", "last")) > 1e-3, "the same");
  }

  @Test
  void averageThatWasNotKept_cannotBeChosen() {
    assertEquals(0, train().exitCode());
    Invocation refused = Invocation.of("eval", "--run", out.toString(), "--weights", "average");
    assertEquals(1, refused.exitCode());
    assertTrue(refused.complaint().contains("has no averaged weights"), refused.err());
  }

  @Test
  void settings_areInTheRunFolder_andInItsCheckpoint() throws IOException {
    Invocation trained =
        train(
            "--accumulate",
            "2",
            "--recompute",
            "--mixup",
            "0.2",
            "--group",
            "head.*:lr=2;*.alpha:frozen=true");
    assertEquals(0, trained.exitCode(), trained.err());
    JsonNode settings = RunFolder.open(out).config().path("training");
    assertTrue(settings.path("recompute").asBoolean());
    assertEquals(2, settings.path("accumulate").asInt());
    assertEquals(0.2, settings.path("mixup").asDouble());
    assertEquals("head.*:lr=2", settings.path("groups").path(0).asText());
    Checkpoint checkpoint = Checkpoint.load(out);
    assertEquals(2, checkpoint.config().groups().size());
    assertTrue(checkpoint.config().recompute());
    Tensor alpha = checkpoint.weights().get("stage1.block0.activation1.alpha");
    assertEquals(1, alpha.get(0));
  }

  @Test
  void unknownGroup_isToldBeforeAnythingIsWritten() {
    Invocation refused = train("--group", "stage9.*:lr=2");
    assertEquals(1, refused.exitCode());
    assertTrue(refused.complaint().contains("is named 'stage9.*'"), refused.err());
    assertFalse(Files.exists(out));
  }

  @Test
  void weightsOfAnotherRun_areWhatATrainingBeginsWith() throws IOException {
    assertEquals(0, train().exitCode());
    Path weights = out.resolve("checkpoints").resolve("checkpoint-00000001");
    double end = evaluated();
    out = temporary.resolve("again");
    Path file = weights.resolve(Checkpoint.MODEL_FILE);
    Invocation again =
        train("--start-from", file.toString(), "--schedule", "constant:lr=0", "--json");
    assertEquals(0, again.exitCode(), again.err());
    Checkpoint from = Checkpoint.load(weights);
    Tensor begun = Checkpoint.load(out).weights().get("stem.conv.weight");
    assertTrue(from.weights().containsKey("stem.conv.weight"), () -> "" + from.weights().keySet());
    assertTrue(from.weights().get("stem.conv.weight").bitEquals(begun), "loss before: " + end);
  }

  @Test
  void weightsThatDoNotFit_areNamed_andNothingIsWritten() throws IOException {
    TinyRun.create(temporary.resolve("relu"), "relu", TinyRun.DATA);
    Path file = Checkpoint.load(temporary.resolve("relu")).weights().isEmpty() ? out : find();
    Invocation refused = train("--start-from", file.toString());
    assertEquals(1, refused.exitCode());
    assertTrue(refused.complaint().contains("activation1.alpha' is missing"), refused.err());
    assertFalse(Files.exists(out));
    Path map = Files.writeString(temporary.resolve("names.txt"), "- *.alpha\n- *.z\n");
    Invocation begun = train("--start-from", file.toString(), "--name-map", map.toString());
    assertEquals(0, begun.exitCode(), begun.err());
  }

  private Path find() throws IOException {
    try (var files = Files.walk(temporary.resolve("relu"))) {
      return files.filter(f -> f.endsWith(Checkpoint.MODEL_FILE)).findFirst().orElseThrow();
    }
  }
}
