package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.ash.cli.Invocation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of red, green and blue pictures, shown folders in other orders and by other names. */
final class ClassesByNameTest {
  private static final List<String> COLOURS = List.of("red", "green", "blue");

  @TempDir private static Path folder;

  private static String run;

  @BeforeAll
  static void train() throws IOException {
    String data = set("trained", COLOURS, COLOURS, 8, "");
    run = folder.resolve("run").toString();
    Invocation trained =
        Invocation.of(
            "train",
            "--model",
            "resnet-8",
            "--activation",
            "relu",
            "--data",
            data,
            "--recipe",
            "quick",
            "--epochs",
            "20",
            "--schedule",
            "constant:lr=0.02",
            "--batch",
            "8",
            "--backend",
            "tensorflow",
            "--out",
            run);
    assertEquals(0, trained.exitCode(), trained.err());
  }

  /** Folders of these names hold pictures of the colours; a list orders the classes. */
  private static String set(
      String name, List<String> folders, List<String> colours, int each, String order)
      throws IOException {
    for (int c = 0; c < folders.size(); c++) {
      for (String split : List.of("train", "val")) {
        Path place =
            Files.createDirectories(folder.resolve(name).resolve(split).resolve(folders.get(c)));
        for (int i = 0; i < each; i++) {
          BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_3BYTE_BGR);
          int shade = (0xff - 8 * i) << (16 - 8 * COLOURS.indexOf(colours.get(c)));
          for (int pixel = 0; pixel < 32 * 32; pixel++) {
            image.setRGB(pixel % 32, pixel / 32, shade);
          }
          ImageIO.write(image, "png", place.resolve(i + ".png").toFile());
        }
      }
    }
    if (!order.isEmpty()) {
      Files.writeString(folder.resolve(name).resolve("wnids.txt"), order);
    }
    return "imagenet:" + folder.resolve(name) + ",size=32,resize=32";
  }

  private static Invocation eval(String data, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("eval", "--run", run, "--backend", "tensorflow", "--json", "--data", data));
    words.addAll(List.of(more));
    return Invocation.of(words.toArray(String[]::new));
  }

  private static double top1(Invocation done) throws IOException {
    assertEquals(0, done.exitCode(), done.err());
    return done.json().path("top1").asDouble();
  }

  @Test
  void otherOrder_givesTheSameAccuracy_andByPositionAnother() throws IOException {
    double usual = top1(eval(set("same", COLOURS, COLOURS, 4, "")));
    String reversed = set("reversed", COLOURS, COLOURS, 4, "red\ngreen\nblue\n");
    assertEquals(usual, top1(eval(reversed)));
    assertTrue(usual > 0.6, () -> "it has learned: " + usual);
    assertNotEquals(usual, top1(eval(reversed, "--classes-by-position")));
  }

  @Test
  void someOfTheClasses_areMatchedByName() throws IOException {
    String two = set("two", List.of("red", "green"), List.of("red", "green"), 4, "");
    assertTrue(top1(eval(two)) > 0.4);
  }

  @Test
  void otherNames_areRefusedEverywhere_unlessByPosition() throws IOException {
    List<String> german = List.of("rot", "gruen", "blau");
    String other = set("german", german, COLOURS, 4, "");
    String model = folder.resolve("m.onnx").toString();
    for (List<String> command :
        List.of(
            List.of("eval"),
            List.of("figures", "--images", "20"),
            List.of("export", "--out", model),
            List.of("resume"))) {
      List<String> words = new ArrayList<>(command);
      words.addAll(List.of("--run", run, "--backend", "tensorflow", "--data", other));
      Invocation refused = Invocation.of(words.toArray(String[]::new));
      assertEquals(1, refused.exitCode(), command + refused.out());
      if (!command.contains("resume")) { // which says first that the run is finished
        assertTrue(refused.err().contains("classes that the network does not know"), refused.err());
        assertTrue(refused.err().contains("--classes-by-position"), refused.err());
      }
    }
    assertEquals(0, eval(other, "--classes-by-position").exitCode());
  }
}
