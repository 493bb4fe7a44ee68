package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.ash.cli.Invocation;
import org.ash.cli.run.RunFolder;
import org.ash.train.Checkpoint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --start-from} another run, and {@code resume --epochs}. */
final class FineTuningTest {
  private static final String STEM = "stem.conv.weight";

  @TempDir private static Path shared;

  @TempDir private Path temporary;

  private static Path run;
  private static Checkpoint before;

  @BeforeAll
  static void makeRun() {
    run = TinyRun.create(shared.resolve("run")).path();
    before = Checkpoint.load(run);
  }

  /** Trains an epoch at a rate of 0, so that the weights stay what they began as. */
  private Invocation train(String data, String... more) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("--model", "resnet-8");
    options.put("--activation", "ash");
    options.put("--backend", "reference");
    options.put("--data", data);
    options.put("--epochs", "1");
    options.put("--batch", "2");
    options.put("--schedule", "constant:lr=0");
    options.put("--seed", "7");
    options.put("--out", out().toString());
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    List<String> words = new ArrayList<>(List.of("train"));
    options.forEach((name, value) -> words.addAll(List.of(name, value)));
    return Invocation.of(words.toArray(String[]::new));
  }

  private Path out() {
    return temporary.resolve("out");
  }

  private String folders(int classes) throws IOException {
    for (int c = 0; c < classes; c++) {
      for (String split : List.of("train", "val")) {
        Path place = Files.createDirectories(temporary.resolve("data/" + split + "/kind" + c));
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(c, c, 0xff8040);
        ImageIO.write(image, "png", place.resolve("a.png").toFile());
      }
    }
    return "imagenet:" + temporary.resolve("data") + ",size=32,resize=32";
  }

  private static void assertSame(Checkpoint expected, Checkpoint actual, String name) {
    assertTrue(expected.weights().get(name).bitEquals(actual.weights().get(name)), name);
  }

  @Test
  void sameClasses_keepAllWeights() {
    Invocation tuned = train("shapes:count=4,test=4", "--start-from", run.toString());
    assertEquals(0, tuned.exitCode(), tuned.err());
    assertTrue(tuned.err().contains("Starting from " + run), tuned.err());
    assertFalse(tuned.err().contains("begins anew"), tuned.err());
    Checkpoint after = Checkpoint.load(out());
    assertSame(before, after, STEM);
    assertSame(before, after, "head.dense.weight");
  }

  @Test
  void otherNumberOfClasses_hasAHeadOfItsOwn_andThatIsSaid() throws IOException {
    Invocation tuned = train(folders(3), "--start-from", run.toString());
    assertEquals(0, tuned.exitCode(), tuned.err());
    assertTrue(
        tuned.err().contains("the head begins anew: head.dense.bias, head.dense.weight."),
        tuned.err());
    Checkpoint after = Checkpoint.load(out());
    assertSame(before, after, STEM);
    assertEquals(3, after.weights().get("head.dense.weight").shape().dim(0));
  }

  /** A head that tells circles from stars knows nothing of kinds 0 to 9. */
  @Test
  void otherClassesOfTheSameNumber_haveAHeadOfTheirOwn() throws IOException {
    Invocation tuned = train(folders(10), "--start-from", run.toString());
    assertEquals(0, tuned.exitCode(), tuned.err());
    assertTrue(tuned.err().contains("the head begins anew"), tuned.err());
    Checkpoint after = Checkpoint.load(out());
    assertSame(before, after, STEM);
    assertFalse(
        before
            .weights()
            .get("head.dense.weight")
            .bitEquals(after.weights().get("head.dense.weight")));
  }

  @Test
  void checkpointsFolder_andItsFile_areTakenAsWell() throws IOException {
    Path checkpoint;
    try (var folders = Files.list(RunFolder.checkpoints(run))) {
      checkpoint = folders.filter(Files::isDirectory).findFirst().orElseThrow();
    }
    String data = folders(3);
    for (Path from : List.of(checkpoint, checkpoint.resolve(Checkpoint.MODEL_FILE))) {
      Invocation tuned =
          train(
              data,
              "--start-from",
              from.toString(),
              "--out",
              temporary.resolve(from.getFileName().toString()).toString());
      assertEquals(0, tuned.exitCode(), tuned.err());
      assertTrue(tuned.err().contains("the head begins anew"), tuned.err());
    }
  }

  @Test
  void anotherNetwork_isRefused_andNothingIsWritten() {
    Invocation refused =
        train("shapes:count=4,test=4", "--start-from", run.toString(), "--model", "resnet-14");
    assertEquals(1, refused.exitCode());
    assertTrue(refused.complaint().contains("does not fit the network"), refused.err());
    assertFalse(Files.exists(out()));
  }

  @Test
  void folderWithoutARun_isNamed() {
    Invocation refused = train("shapes:count=4,test=4", "--start-from", temporary.toString());
    assertEquals(1, refused.exitCode());
    assertTrue(refused.complaint().contains("No run at " + temporary), refused.err());
  }

  private Invocation resume(String... more) {
    List<String> words = new ArrayList<>(List.of("resume", "--run", out().toString()));
    words.addAll(List.of(more));
    return Invocation.of(words.toArray(String[]::new));
  }

  @Test
  void finishedRun_isLengthened() throws IOException {
    assertEquals(0, train("shapes:count=4,test=4").exitCode());
    Invocation finished = resume();
    assertTrue(finished.complaint().contains("in all with --epochs"), finished.err());
    Invocation tooFew = resume("--epochs", "1");
    assertTrue(tooFew.complaint().contains("it is more than that, given 1."), tooFew.err());
    Invocation longer = resume("--epochs", "3");
    assertEquals(0, longer.exitCode(), longer.err());
    assertEquals(3, Checkpoint.load(out()).progress().history().size());
    RunFolder lengthened = RunFolder.open(out());
    assertEquals(3, lengthened.config().path("training").path("epochs").asInt());
    assertEquals(1, lengthened.config().path("resumed").size());
    assertTrue(resume().complaint().contains("is finished: 3 of 3 epochs"), longer::err);
  }

  /** The schedule is the longer run's from then on: what was done is as it was. */
  @Test
  void lengthenedRun_goesOnAsTheLongerRunWould() {
    String[] schedule = {"--schedule", "constant:lr=0.05"};
    assertEquals(0, train("shapes:count=4,test=4", schedule).exitCode());
    assertEquals(0, resume("--epochs", "2").exitCode());
    Checkpoint lengthened = Checkpoint.load(out());
    Path whole = temporary.resolve("whole");
    Invocation undisturbed =
        train(
            "shapes:count=4,test=4",
            "--schedule",
            "constant:lr=0.05",
            "--epochs",
            "2",
            "--out",
            whole.toString());
    assertEquals(0, undisturbed.exitCode(), undisturbed.err());
    Checkpoint expected = Checkpoint.load(whole);
    expected.weights().keySet().forEach(name -> assertSame(expected, lengthened, name));
  }
}
