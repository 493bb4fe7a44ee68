package org.ash.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ash.page.Page;
import org.ash.page.chart.Curve;
import org.ash.page.chart.Hues;
import org.ash.page.chart.LineChart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What holds for every kind of page, at its full size; figures are judged where they are drawn. */
final class PagesTest {
  private static final String RUN = FullSizePages.run(FullSizePages.classes());
  private static final String STUDY = FullSizePages.study();
  private static final String CONFORMANCE = FullSizePages.conformance();

  static Stream<Arguments> pages() {
    return Stream.of(
        Arguments.of("run", RUN),
        Arguments.of("run of 30 classes", FullSizePages.run(30)),
        Arguments.of("study", STUDY),
        Arguments.of("conformance", CONFORMANCE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void page_hasNoFault(String kind, String page) {
    assertEquals(List.of(), PageFaults.of(page), kind);
  }

  @Test
  void pages_haveOneStyle() {
    String style = style(new Page("any").html());
    assertTrue(style.length() > 1000, style);
    pages().forEach(page -> assertEquals(style, style((String) page.get()[1])));
  }

  private static String style(String page) {
    return page.substring(page.indexOf("<style>"), page.indexOf("</style>"));
  }

  @Test
  void ashAndWhatItLearns_haveTheirColourOnEveryPage() throws SAXException {
    assertEquals(Hues.of("alpha").light(), colour(RUN, "alpha by depth"));
    assertEquals(Hues.of("z").light(), colour(RUN, "z by depth"));
    assertEquals(Hues.of("share").light(), colour(RUN, "Share let through by depth, %"));
    for (String activation : FullSizePages.ACTIVATIONS) {
      assertTrue(STUDY.contains("stroke=\"" + Hues.of(activation).light() + "\""), activation);
    }
    for (String engine : FullSizePages.ENGINES) {
      assertTrue(CONFORMANCE.contains("<path class=\"l" + Hues.of(engine).index() + "\""), engine);
    }
  }

  /** Of the curve in a chart that has one. */
  private static String colour(String page, String title) throws SAXException {
    Element svg =
        PageFaults.elements(
                PageFaults.parsed(page), "svg", s -> s.getAttribute("aria-label").equals(title))
            .get(0);
    return PageFaults.elements(
            svg.getOwnerDocument(),
            "path",
            path -> path.getParentNode() == svg && path.getAttribute("class").startsWith("l"))
        .get(0)
        .getAttribute("stroke");
  }

  @Test
  void study_saysHowManySeedsAMeanIsOf_andDrawsIntervals() {
    assertTrue(STUDY.contains(">mean of 3 seeds, 95 % interval; logarithmic axis</text>"), STUDY);
    assertTrue(STUDY.contains(">mean of 3 seeds, line: 95 % interval</text>"));
  }

  @Test
  void faults_areFound() {
    Map<String, Curve> curves = new LinkedHashMap<>();
    curves.put("ash", new Curve(List.of(1.0, 2.0), List.of(0.1, 0.2)));
    String good = new Page("any").add(new LineChart("loss", "epoch", curves).svg()).html();
    assertEquals(List.of(), PageFaults.of(good));
    Map<String, String> faults =
        Map.of(
            "<title>loss</title>", "",
            "name=\"viewport\"", "name=\"window\"",
            "<h1>any</h1>", "<h1>any<h1>",
            ">0.15</text>", ">.15</text>",
            "</body>", "<img alt=\"a\" src=\"https://a/b.png\"/></body>",
            "</body></html>", "<table></table></body></html>",
            "light dark\"", "light\"");
    faults.forEach(
        (right, wrong) -> {
          assertTrue(good.contains(right), right);
          assertTrue(!PageFaults.of(good.replace(right, wrong)).isEmpty(), wrong);
        });
  }
}
