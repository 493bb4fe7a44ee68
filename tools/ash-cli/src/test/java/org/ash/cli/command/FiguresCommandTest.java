package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.ash.cli.Invocation;
import org.ash.cli.report.HtmlReport;
import org.ash.cli.report.PageFaults;
import org.ash.cli.report.RunReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FiguresCommandTest {
  @TempDir private Path folder;

  @Test
  void figures_areDrawn_andTheNumbersBehindThemTold() throws IOException {
    TinyRun.create(folder.resolve("run"));
    HtmlReport.write(
        folder.resolve("run"),
        new RunReport(
            "tiny",
            "Finished.",
            0,
            Map.of(),
            Map.of(),
            Map.of("batch", "4"),
            Map.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty()));
    Invocation drawn =
        Invocation.of(
            "figures",
            "--run",
            folder.resolve("run").toString(),
            "--images",
            "3",
            "--backend",
            "reference",
            "--json");
    assertEquals(0, drawn.exitCode(), drawn.err());
    JsonNode places = drawn.json().path("places");
    assertEquals(7, places.size());
    JsonNode first = places.get(0);
    assertEquals(3, first.path("images").asInt());
    double half = first.at("/kept/1/share").asDouble();
    assertTrue(half > 0.2 && half < 0.8, drawn.out());
    Path figures = folder.resolve("run/figures");
    for (String name : List.of("sampling.png", "grad-cam.png")) {
      assertNotNull(ImageIO.read(figures.resolve(name).toFile()), name);
    }
    for (String name :
        List.of("alpha.svg", "z.svg", "share.svg", "shape-alpha.svg", "shape-z.svg")) {
      assertTrue(Files.readString(figures.resolve(name)).startsWith("<svg"), name);
      String png = name.replace(".svg", ".png");
      assertNotNull(ImageIO.read(figures.resolve(png).toFile()), png);
    }
    assertNotNull(ImageIO.read(figures.resolve("normality-stem.activation.png").toFile()));
    String page = Files.readString(figures.resolve("figures.html"));
    assertTrue(page.contains("Grad-CAM"));
    assertEquals(List.of(), PageFaults.of(page));
    assertTrue(page.contains(">ReLU keeps "), "what a tile shows is text");
    String report = Files.readString(folder.resolve("run/report.html"));
    assertEquals(List.of(), PageFaults.of(report));
    assertTrue(report.contains("3 of 6 test images, evenly spaced over the set"), report);
    assertTrue(report.contains("Grad-CAM"), "the run's report shows the figures");
    assertTrue(report.contains("normally distributed"), "the run's report tells of normality");
    assertTrue(report.contains(">Configuration</h2>"), "what the report said is still there");
  }

  @Test
  void networkWithoutAsh_hasNoThresholdsToDraw() throws IOException {
    TinyRun.create(folder.resolve("run"), "relu", TinyRun.DATA);
    Invocation drawn =
        Invocation.of(
            "figures",
            "--run",
            folder.resolve("run").toString(),
            "--images",
            "2",
            "--backend",
            "reference");
    assertEquals(0, drawn.exitCode(), drawn.err());
    assertTrue(drawn.out().startsWith("GIVEN TO"), drawn.out());
    assertTrue(Files.notExists(folder.resolve("run/figures/alpha.svg")));
  }
}
