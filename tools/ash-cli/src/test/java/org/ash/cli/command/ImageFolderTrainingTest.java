package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.ash.cli.ImageFolder;
import org.ash.cli.Invocation;
import org.ash.cli.run.MetricsFile;
import org.ash.train.Checkpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on folders of image files, some of which are damaged. */
final class ImageFolderTrainingTest {
  @TempDir private Path temporary;
  private Path images;
  private Path damaged;

  @BeforeEach
  void makeImages() throws IOException {
    images = ImageFolder.make(temporary.resolve("images"));
    damaged = images.resolve("train/dogs/1.JPEG");
  }

  private void damage() throws IOException {
    ImageFolder.damage(damaged);
  }

  private Invocation train(String... more) {
    List<String> words = new ArrayList<>(List.of("train", "--model", "resnet-8", "--epochs", "1"));
    words.addAll(List.of("--backend", "reference", "--data", "imagenet:" + images + ",size=32"));
    words.addAll(List.of("--batch", "3", "--out", temporary.resolve("run").toString()));
    words.addAll(List.of(more));
    return Invocation.of(words.toArray(String[]::new));
  }

  @Test
  void damagedImage_isSkipped_countedAndNamedAtTheEndOfTheEpoch() throws IOException {
    damage();
    Invocation trained = train();
    assertEquals(0, trained.exitCode(), trained.err());
    assertTrue(trained.err().contains("1 training image could not be decoded"), trained.err());
    assertTrue(trained.err().contains(damaged.toString()), trained.err());
    assertEquals(2, MetricsFile.steps(temporary.resolve("run")).size());
  }

  @Test
  void testImagesThatAreAllDamaged_endTheTraining_withTheirNames() throws IOException {
    for (String name : List.of("cats/0", "cats/1", "cats/2", "dogs/0", "dogs/1", "dogs/2")) {
      ImageFolder.damage(images.resolve("val/" + name + ".JPEG"));
    }
    Invocation failed = train();
    assertEquals(1, failed.exitCode());
    assertTrue(failed.err().contains("6 test images could not be decoded"), failed.err());
    assertTrue(failed.err().contains("None of the 6 images to evaluate on"), failed.err());
  }

  @Test
  void strict_stopsAtTheDamagedImage_andNamesIt() throws IOException {
    damage();
    Invocation failed = train("--strict");
    assertEquals(1, failed.exitCode());
    assertTrue(failed.err().contains("ash: " + damaged + " is not an image"), failed.err());
  }

  @Test
  void soundImages_areNotSpokenOf() {
    Invocation trained = train();
    assertFalse(trained.err().contains("could not be decoded"), trained.err());
  }

  @Test
  void optionsOfImages_areInTheCheckpoint_soThatResumingKnowsThem() {
    assertEquals(0, train("--cutout", "8", "--strict").exitCode());
    String data = Checkpoint.load(temporary.resolve("run")).config().data();
    assertTrue(data.endsWith(",size=32,cutout=8,strict=true"), data);
  }

  @Test
  void emptyClass_isNamed_andNothingIsWritten() throws IOException {
    Path empty = Files.createDirectories(images.resolve("train/emus"));
    Invocation refused = train();
    assertEquals(1, refused.exitCode());
    assertTrue(refused.complaint().contains(empty + " has no images"), refused.err());
    assertFalse(Files.exists(temporary.resolve("run")));
  }

  @Test
  void strictWithSetsInMemory_isRefused() {
    Invocation refused = Invocation.of("train", "--data", "shapes:count=4", "--strict");
    assertEquals(2, refused.exitCode());
    assertTrue(refused.complaint().contains("no option 'strict'"), refused.err());
  }

  @Test
  void dataInfo_countsWhatTheFilesAreLike_andNamesTheDamaged() throws IOException {
    damage();
    BufferedImage gray = new BufferedImage(9, 9, BufferedImage.TYPE_BYTE_GRAY);
    assertTrue(ImageIO.write(gray, "jpeg", images.resolve("train/cats/gray.jpg").toFile()));
    JsonNode info = Invocation.of("data", "info", "imagenet:" + images, "--json").json();
    JsonNode condition = info.path("train").path("condition");
    assertEquals(1, condition.path("gray").asInt());
    assertEquals(damaged.toString(), condition.path("damaged").path(0).path("file").asText());
    Invocation told = Invocation.of("data", "info", "imagenet:" + images);
    assertTrue(told.out().contains("damaged: " + damaged), told.out());
  }
}
