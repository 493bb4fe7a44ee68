package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.ash.cli.Invocation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code predict}: ranked classes for each image, and what it says of files that are none. */
final class PredictCommandTest {

  @TempDir private static Path shared;

  private static String run;
  private static String image;

  @BeforeAll
  static void makeRunAndImage() throws IOException {
    run = TinyRun.create(shared.resolve("run")).path().toString();
    Path file = shared.resolve("a picture.png");
    BufferedImage picture = new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(20, 20, 0xff8000);
    ImageIO.write(picture, "png", file.toFile());
    image = file.toString();
  }

  private static Invocation predict(String... files) {
    String[] arguments = new String[files.length + 6];
    System.arraycopy(
        new String[] {"predict", "--backend", "reference", "--json", "--run", run},
        0,
        arguments,
        0,
        6);
    System.arraycopy(files, 0, arguments, 6, files.length);
    return Invocation.of(arguments);
  }

  @Test
  void predictAsJson_ranksClassesOfEachImage() throws IOException {
    JsonNode results = predict(image, image, "--top", "10").json().path("images");
    assertEquals(2, results.size());
    assertEquals(image, results.get(0).get("image").asText());
    double sum = 0;
    double before = 1;
    for (JsonNode guess : results.get(0).get("predictions")) {
      double probability = guess.get("probability").asDouble();
      assertTrue(probability <= before, results::toString);
      before = probability;
      sum += probability;
    }
    assertEquals(1, sum, 1e-6);
  }

  @Test
  void top_limitsTheClassesNamed() throws IOException {
    assertEquals(2, predict(image, "--top", "2").json().at("/images/0/predictions").size());
  }

  @Test
  void predict_printsAPercentage() {
    Invocation done =
        Invocation.of("predict", image, "--run", run, "--backend", "reference", "--top", "1");
    assertEquals(0, done.exitCode(), done::err);
    assertTrue(done.out().contains(" %"), done::out);
  }

  @Test
  void filesThatCannotBeRead_areNamedWhileTheOthersAreAnswered() throws IOException {
    String missing = shared.resolve("none.png").toString();
    String text = Files.writeString(shared.resolve("words.jpg"), "no picture").toString();
    Invocation partly = predict(missing, image, text, shared.toString(), image);
    assertEquals(1, partly.exitCode());
    JsonNode results = new ObjectMapper().readTree(partly.out()).path("images");
    assertEquals(2, results.size(), partly::out);
    assertEquals(image, results.get(0).get("image").asText());
    for (String bad : new String[] {missing, text, shared + " is a folder"}) {
      assertTrue(partly.err().contains("ash: " + bad), partly::err);
    }
  }

  @Test
  void missingImageAlone_isNamedAndNothingPrinted() {
    Invocation failed = predict(shared.resolve("none.png").toString());
    assertEquals(1, failed.exitCode());
    assertEquals("", failed.out());
    assertTrue(failed.complaint().contains("none.png"), failed::err);
  }

  @Test
  void fileThatIsNoImage_isNamed() throws IOException {
    Path text = Files.writeString(shared.resolve("text.png"), "no picture");
    Invocation failed = predict(text.toString());
    assertEquals(1, failed.exitCode());
    assertTrue(failed.complaint().contains("text.png"), failed::err);
  }

  @Test
  void noImage_isWrongUsage() {
    assertEquals(2, predict().exitCode());
  }
}
