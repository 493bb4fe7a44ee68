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
import org.ash.cli.ImageFolder;
import org.ash.cli.Invocation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands that look at a trained network say of test images that cannot be decoded. */
final class DamagedImagesTest {
  @TempDir private Path temporary;
  private Path images;
  private String run;

  @BeforeEach
  void makeRun() throws IOException {
    images = ImageFolder.make(temporary.resolve("images"));
    Path folder = temporary.resolve("run");
    run = TinyRun.create(folder, "ash", "imagenet:" + images + ",size=32").path().toString();
  }

  private Path damage(String name) throws IOException {
    return ImageFolder.damage(images.resolve("val").resolve(name + ".JPEG"));
  }

  private Invocation on(String command, String... more) {
    List<String> words = new ArrayList<>(List.of(command, "--run", run, "--backend", "reference"));
    words.addAll(List.of(more));
    return Invocation.of(words.toArray(String[]::new));
  }

  private static void assertTells(Invocation done, Path damaged) {
    String warning = "ash: warning: 1 test image could not be decoded, it was left out";
    assertEquals(0, done.exitCode(), done.err());
    assertTrue(done.err().contains(warning), done.err());
    assertTrue(done.err().contains(damaged + " ("), done.err());
  }

  @Test
  void eval_tellsOfThem_andDoesNotCountThem() throws IOException {
    Path damaged = damage("dogs/1");
    Invocation done = on("eval", "--json");
    assertTells(done, damaged);
    JsonNode result = done.json();
    assertEquals(5, result.path("examples").asInt());
    assertEquals(1, result.path("leftOut").size());
    assertEquals(damaged.toString(), result.path("leftOut").path(0).path("file").asText());
  }

  @Test
  void evalOfSoundImages_saysNothing() throws IOException {
    Invocation done = on("eval", "--json");
    assertFalse(done.err().contains("could not be decoded"), done.err());
    assertEquals(0, done.json().path("leftOut").size());
  }

  @Test
  void evalWhereAllAreDamaged_isAnError_thatNamesThem() throws IOException {
    for (String name : List.of("cats/0", "cats/1", "cats/2", "dogs/0", "dogs/1", "dogs/2")) {
      damage(name);
    }
    Invocation failed = on("eval");
    assertEquals(1, failed.exitCode());
    assertEquals("", failed.out());
    assertTrue(failed.err().contains("6 test images could not be decoded"), failed.err());
    assertTrue(failed.err().contains("0.JPEG (") && failed.err().contains("1 more"), failed.err());
    assertTrue(failed.err().contains("ash: None of the 6 images to evaluate on"), failed.err());
  }

  /** Of six images two lie in the middle of a half each: one cat and one dog. */
  @Test
  void figures_areOfEvenlySpacedImages_andTellOfThoseLeftOut() throws IOException {
    Path damaged = damage("dogs/1");
    Invocation done = on("figures", "--images", "2", "--json");
    assertTells(done, damaged);
    assertEquals(1, done.json().at("/places/0").path("images").asInt());
    String page = Files.readString(temporary.resolve("run/figures/figures.html"));
    assertTrue(page.contains("1 of 6 test images, evenly spaced over the set"), page);
  }

  @Test
  void figuresOfDamagedImagesOnly_areRefused() throws IOException {
    damage("dogs/0");
    Invocation failed = on("figures", "--images", "1");
    assertEquals(1, failed.exitCode());
    assertTrue(failed.err().contains("None of 1 test images could be decoded"), failed.err());
  }

  @Test
  void export_tellsOfThem() throws IOException {
    Path damaged = damage("dogs/1");
    Path model = temporary.resolve("model.onnx");
    assertTells(on("export", "--out", model.toString(), "--images", "6"), damaged);
  }
}
