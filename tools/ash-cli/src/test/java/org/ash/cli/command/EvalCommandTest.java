package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ash.cli.Invocation;
import org.ash.cli.run.RunFolder;
import org.ash.train.checkpoint.CheckpointStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code eval}: its result, and what it says when run or data are wrong. */
final class EvalCommandTest {

  @TempDir private static Path shared;

  @TempDir private Path folder;

  private static String run;

  @BeforeAll
  static void makeRun() {
    run = TinyRun.create(shared.resolve("run")).path().toString();
  }

  private static Invocation eval(String... more) {
    String[] arguments = new String[more.length + 5];
    System.arraycopy(
        new String[] {"eval", "--backend", "reference", "--run", run}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return Invocation.of(arguments);
  }

  private static void assertFails(Invocation failed, String... expected) {
    assertEquals(1, failed.exitCode(), failed::err);
    assertEquals("", failed.out());
    for (String part : expected) {
      assertTrue(failed.complaint().contains(part), failed::err);
    }
  }

  @Test
  void evalAsJson_holdsSharesLossAndExamples() throws IOException {
    JsonNode result = eval("--json").json();
    assertEquals(6, result.get("examples").asInt());
    double top1 = result.get("top1").asDouble();
    double top5 = result.get("top5").asDouble();
    assertTrue(0 <= top1 && top1 <= top5 && top5 <= 1, result::toString);
    assertTrue(result.get("loss").asDouble() > 0, result::toString);
    assertEquals("reference", result.get("backend").asText());
    double balanced = result.get("balancedAccuracy").asDouble();
    assertTrue(0 <= balanced && balanced <= 1, result::toString);
    assertEquals(
        1 / 6.0, result.get("largestClassShare").asDouble(), 1e-9, "six classes, one each");
  }

  /** A network that was not trained is right by chance. */
  @Test
  void networkThatGuesses_isToldSo() {
    Invocation done = eval();
    assertTrue(done.out().contains("balanced accuracy "), done::out);
    assertTrue(done.out().contains("is 16.67 % of the images"), done::out);
    assertTrue(done.err().contains("no better than always naming the largest class"), done::err);
  }

  @Test
  void batchSize_changesNoResult() throws IOException {
    JsonNode one = eval("--json", "--batch", "4").json();
    JsonNode other = eval("--json", "--batch", "6").json();
    assertEquals(one.get("top1"), other.get("top1"));
    assertEquals(one.get("loss").asDouble(), other.get("loss").asDouble(), 1e-6);
  }

  @Test
  void eval_saysTheAccuracyFirst() {
    Invocation done = eval();
    assertEquals(0, done.exitCode(), done::err);
    assertTrue(done.out().startsWith("top 1   "), done::out);
  }

  @Test
  void missingRun_saysHowToStartOne() {
    assertFails(
        Invocation.of("eval", "--run", folder.resolve("none").toString()),
        "No run at ",
        "there is no such folder",
        "tools/ash train --recipe quick --out");
  }

  @Test
  void unknownCheckpoint_namesThoseThereAre() {
    assertFails(eval("--checkpoint", "checkpoint-7"), "checkpoint-7", "latest, best");
  }

  @Test
  void corruptCheckpoint_namesTheFile() throws IOException {
    RunFolder damaged = TinyRun.create(folder.resolve("run"));
    Path checkpoint = new CheckpointStore(damaged.checkpoints(), 1).latest().orElseThrow();
    Path weights = checkpoint.resolve("model.safetensors");
    byte[] content = Files.readAllBytes(weights);
    content[content.length - 9] ^= 1;
    Files.write(weights, content);
    assertFails(
        Invocation.of("eval", "--run", damaged.path().toString(), "--backend", "reference"),
        "model.safetensors");
  }

  @Test
  void unknownDataSet_isNamed_withThoseThereAre() {
    Invocation wrong = eval("--data", "shaps");
    assertEquals(2, wrong.exitCode(), wrong.err());
    assertTrue(wrong.complaint().contains("'shapes'"), wrong.err());
  }

  @Test
  void missingData_isNamed() {
    assertFails(eval("--data", "cifar10:" + folder.resolve("none")), "none");
  }

  @Test
  void imagesOfAnotherSize_areRefused_withBothSizes() {
    assertFails(eval("--data", "shapes:size=40,count=20,test=6"), "3 x 40 x 40", "3 x 32 x 32");
  }

  @Test
  void unknownBackend_isWrongUsage_withTheNearest() {
    Invocation wrong = Invocation.of("eval", "--run", run, "--backend", "referense");
    assertEquals(2, wrong.exitCode());
    assertTrue(wrong.complaint().contains("Did you mean 'reference'?"), wrong::err);
  }

  @Test
  void thresholdOfATrainedAsh_isAnotherActivation_andKeepsZ() throws IOException {
    Invocation asTrained = eval("--json");
    Invocation threshold = eval("--json", "--activation", "hard-ash-eq7");
    assertEquals(0, threshold.exitCode(), threshold::err);
    assertEquals("hard-ash-eq7", threshold.json().get("activation").asText());
    assertNotEquals(asTrained.json().get("loss"), threshold.json().get("loss"));
    assertTrue(
        threshold.err().contains("hard-ash-eq7 does not use stage1.block0.activation1.alpha"),
        threshold::err);
    JsonNode other = eval("--json", "--activation", "hard-ash-eq7:z=3").json();
    assertEquals(threshold.json().get("loss"), other.get("loss"), "z is that of the checkpoint");
  }

  @Test
  void activationThatDoesNotFit_namesWhatIsMissing() {
    RunFolder relu = TinyRun.create(folder.resolve("run"), "relu", TinyRun.DATA);
    assertFails(
        Invocation.of(
            "eval", "--run", relu.path() + "", "--backend", "reference", "--activation", "prelu"),
        "prelu does not fit a network that was trained with relu",
        "lacks stage1.block0.activation1.slope, ",
        "and 3 more");
  }

  @Test
  void activationThatDoesNotFit_namesWhatIsThereInstead() {
    assertFails(eval("--activation", "prelu"), "1.slope", "it has stage1.block0.activation1.alpha");
  }

  @Test
  void batchOfNone_isWrongUsage() {
    assertEquals(2, eval("--batch", "0").exitCode());
  }
}
