package org.ash.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ash.cli.run.ActivationMetrics;
import org.ash.cli.run.EpochMetrics;
import org.ash.cli.run.EvaluationMetrics;
import org.ash.cli.run.ExampleImage;
import org.ash.cli.run.ExampleImages;
import org.ash.cli.run.ImageSample;
import org.ash.cli.run.StepMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HtmlReportTest {
  private static final long STEP = 1000;
  private static final String PIXEL = "data:image/png;base64,iVBORw0KGgo=";
  private static final RunReport REPORT =
      new RunReport(
          "resnet-20 with <ash>",
          "Finished.",
          STEP,
          Map.of("best epoch", "1 by top1"),
          Map.of("measure again", "tools/ash eval --run runs/a"),
          Map.of("batch", "128"),
          Map.of("java", "17"),
          IntStream.rangeClosed(1, 1000)
              .mapToObj(i -> new StepMetrics(i, 1 + i / 500, 2.3 / i, 0.1, 0.05, 700))
              .toList(),
          List.of(new EpochMetrics(1, 500, 2, 0.2, 1.9, 0.4567, 0.9, 60)),
          Optional.of(
              new EvaluationMetrics(
                  1,
                  500,
                  List.of(new ActivationMetrics("stage1.act", -0.5, 1.2, 0.25)),
                  new ImageSample(128, 10_000),
                  List.of("cat", "dog"),
                  List.of(List.of(9L, 1L), List.of(2L, 8L)))),
          Optional.of(
              new ExampleImages(
                  STEP,
                  List.of(new ExampleImage("cat", "cat", 0.8, PIXEL)),
                  List.of(new ExampleImage("dog", "cat", 0.97, PIXEL)))));

  private static RunReport atStep(long step) {
    return new RunReport(
        "t",
        "Finished.",
        step,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void page_needsNoOtherFileAndNoNetwork() {
    String page = HtmlReport.page(REPORT);
    assertFalse(page.matches("(?s).*src=\"(?!data:).*"), "loads another file");
    assertFalse(page.replaceAll("xmlns(:\\w+)?=\"[^\"]*\"", "").contains("http"), "links outside");
  }

  @Test
  void page_showsResultCurvesActivationsAndConfusion() {
    String page = HtmlReport.page(REPORT);
    assertTrue(page.contains("45.7 %"), "top 1");
    assertEquals(7, page.split("<svg", -1).length - 1, "charts");
    assertTrue(page.contains("25.0 %"), "active share");
    assertTrue(page.contains("128 of 10,000 test images, evenly spaced"), "what the share is of");
    assertTrue(page.contains("90.0 %") && page.contains("80.0 %"), "rows of the confusion");
  }

  @Test
  void page_showsPrecisionRecallAndF1OfEachClass() {
    String page = HtmlReport.page(REPORT);
    // cat: 9 of the 11 taken for one, 9 of 10 found; 2 * 9 / 21.
    assertTrue(
        page.contains(
            "<td>cat</td><td class=\"n\">10</td><td class=\"n\">81.8 %</td>"
                + "<td class=\"n\">90.0 %</td><td class=\"n\">85.7 %</td>"),
        page);
  }

  @Test
  void page_showsImagesWithTruthAndGuess_andTheWorstMisses() {
    String page = HtmlReport.page(REPORT);
    assertTrue(page.contains("alt=\"cat, recognized, 80 %\""), page);
    int misses = page.indexOf(">Worst misses</h2>");
    assertTrue(misses > 0 && page.indexOf("alt=\"dog, taken for cat 97 %\"") > misses, page);
  }

  @Test
  void page_tellsTheBestEpoch_andTheCommandsToGoOn() {
    String page = HtmlReport.page(REPORT);
    assertTrue(page.contains("1 by top1"), page);
    assertTrue(page.contains("<code>tools/ash eval --run runs/a</code>"), page);
  }

  @Test
  void alphaNotAboveZero_isFlagged() {
    assertTrue(HtmlReport.page(REPORT).contains("alpha is not above 0"));
  }

  @Test
  void stepFunction_hasAnInfiniteAlpha_thatIsToldAndNotDrawn() {
    RunReport report =
        new RunReport(
            "t",
            "Finished.",
            STEP,
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            Optional.of(
                new EvaluationMetrics(
                    1,
                    500,
                    List.of(new ActivationMetrics("act", Double.POSITIVE_INFINITY, 1.2, 0.25)),
                    new ImageSample(6, 6),
                    List.of(),
                    List.of())),
            Optional.empty());
    String page = HtmlReport.page(report);
    assertTrue(page.contains("<td class=\"n\">\u221e</td>"), page);
    assertTrue(page.contains("on all 6 test images."), page);
    assertEquals(2, page.split("<svg", -1).length - 1, "z, and the share");
  }

  @Test
  void figures_areInsertedOnce_inPlaceOfOlderOnes(@TempDir Path folder) throws IOException {
    assertFalse(HtmlReport.insert(folder, STEP, "<p>none</p>"));
    HtmlReport.write(folder, REPORT);
    assertTrue(HtmlReport.insert(folder, STEP, "<p>first</p>"));
    assertTrue(HtmlReport.insert(folder, STEP, "<p>second</p>"));
    String page = page(folder);
    assertFalse(page.contains("<p>first</p>"), "older figures are gone");
    assertTrue(page.contains("<p>second</p>"), page);
    assertTrue(page.contains(">Configuration</h2>"), "the rest of the page is still there");
  }

  @Test
  void figuresOfTheSameWeights_stay(@TempDir Path folder) throws IOException {
    HtmlReport.write(folder, atStep(7));
    HtmlReport.insert(folder, 7, "<p>drawn</p>");
    String before = page(folder);
    HtmlReport.write(folder, atStep(7));
    assertEquals(before, page(folder));
  }

  @Test
  void figuresOfOtherWeights_areLeftOut_withTheWayToDrawThem(@TempDir Path folder)
      throws IOException {
    HtmlReport.write(folder, atStep(7));
    HtmlReport.insert(folder, 7, "<p>drawn</p>");
    HtmlReport.write(folder, atStep(8));
    String outdated = page(folder);
    assertFalse(outdated.contains("drawn"), outdated);
    assertTrue(outdated.contains("tools/ash figures --run " + folder), outdated);
    HtmlReport.write(folder, atStep(7));
    assertEquals(outdated, page(folder), "the figures are gone, so it is still to be said");
    assertTrue(HtmlReport.insert(folder, 7, "<p>drawn</p>"));
    assertFalse(page(folder).contains("tools/ash figures"), page(folder));
  }

  private static String page(Path folder) throws IOException {
    return Files.readString(folder.resolve(HtmlReport.NAME));
  }

  @Test
  void namesOfUsers_areEscaped() {
    assertTrue(HtmlReport.page(REPORT).contains("<h1>resnet-20 with &lt;ash&gt;</h1>"));
  }

  @Test
  void write_replacesAnOlderPage(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve(HtmlReport.NAME), "old");
    HtmlReport.write(folder, REPORT);
    assertTrue(Files.readString(folder.resolve(HtmlReport.NAME)).startsWith("<!DOCTYPE html>"));
  }
}
