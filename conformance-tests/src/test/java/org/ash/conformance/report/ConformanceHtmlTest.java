package org.ash.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.rule.Level;
import org.ash.conformance.rule.Necessity;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Rules;
import org.ash.page.Html;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

final class ConformanceHtmlTest {
  private static final String RULES = "<h2 id=\"rules-and-backends\">";
  private static final String OPEN = "<details[^>]* open=\"open\"";

  private final String page =
      ConformanceHtml.page(
          List.of(
              SampleReports.of("sound", SampleReports.passed("OP-Exp-values", 0.5)),
              SampleReports.of("toy", SampleReports.failed("OP-Exp-values"))));

  private static String pageOf(Function<Rule, RuleResult> judge) {
    return ConformanceHtml.page(List.of(report(judge)));
  }

  private static ConformanceReport report(Function<Rule, RuleResult> judge) {
    return SampleReports.of("whole", Rules.all().stream().map(judge).toArray(RuleResult[]::new));
  }

  private static RuleResult passed(Rule rule) {
    return SampleReports.result(rule, Verdict.PASSED, List.of());
  }

  private static Function<Rule, RuleResult> breaking(int count) {
    Set<Rule> broken = Set.copyOf(Rules.all().subList(0, count));
    return rule ->
        broken.contains(rule)
            ? SampleReports.result(rule, Verdict.FAILED, List.of())
            : passed(rule);
  }

  private static List<String> found(String page, String pattern) {
    return Pattern.compile(pattern).matcher(page).results().map(MatchResult::group).toList();
  }

  @Test
  void failingRule_standsAtTheTop_withItsReproduceLine() {
    String top = page.substring(0, page.indexOf(RULES));
    assertTrue(top.contains("<h1>ASH conformance: toy does not conform</h1>"), top);
    assertTrue(top.contains("OP-Exp-values"), top);
    assertTrue(top.contains("tools/ash conformance --backend toy --rule OP-Exp-values"), top);
    assertTrue(top.contains(String.format("%a", 0.1)), top);
  }

  @Test
  void passingBackends_areSaidToConform() {
    String sound =
        ConformanceHtml.page(
            List.of(SampleReports.of("sound", SampleReports.passed("OP-Exp-values", 0.5))));
    assertTrue(sound.contains("<h1>ASH conformance: sound conforms</h1>"), sound);
    assertFalse(sound.contains("DOES NOT CONFORM"), sound);
  }

  @Test
  void everyBackend_hasAHistogramOfItsErrors() {
    assertEquals(2, page.split("<svg ", -1).length - 1);
  }

  @Test
  void rulesOfOneOperator_haveOneHistogram_ofAllTheirErrors() {
    String several =
        ConformanceHtml.page(
            List.of(
                SampleReports.of(
                    "sound",
                    SampleReports.passed("OP-Exp-values", 0.7),
                    SampleReports.passed("OP-Exp-special", 0.6),
                    SampleReports.passed("OP-Log-values", 0.6))));
    assertEquals(2, found(several, "<svg ").size());
    assertTrue(several.contains("<title>Exp on sound</title><desc>\u22640.5 180;"), several);
    assertTrue(several.contains("<title>OP-Log-values on sound</title><desc>\u22640.5 90;"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00 ulp",
    "0.5, 0.50 ulp",
    "99.994, 99.99 ulp",
    "812.4, 812 ulp",
    "3740, '3,740 ulp'",
    "5.51e15, 5.5e+15 ulp",
    "Infinity, \u221e ulp"
  })
  void units_areShort(double worst, String text) {
    assertEquals(text, ErrorCharts.ulps(worst));
  }

  @Test
  void everyRule_isTold_inWords_once() {
    String rules = page(ConformanceHtmlTest::passed);
    for (Rule rule : Rules.all()) {
      String necessity =
          rule.necessity() == Necessity.REQUIRED ? "" : "(" + rule.necessity() + ") ";
      String words =
          "<b>%s</b> %s%s <small>".formatted(rule.id(), necessity, Html.escape(rule.sentence()));
      assertEquals(2, rules.split(Pattern.quote(words), -1).length, words);
    }
  }

  private static String page(Function<Rule, RuleResult> judge) {
    String whole = pageOf(judge);
    return whole.substring(whole.indexOf(RULES));
  }

  @Test
  void whatPasses_isFolded_byLevel_withItsCounts() {
    String whole = pageOf(ConformanceHtmlTest::passed);
    assertEquals(List.of(), found(whole, OPEN));
    for (Level level : Level.values()) {
      long count = Rules.all().stream().filter(rule -> rule.level() == level).count();
      String summary =
          "<summary><h3>" + level + "</h3> <small>" + Html.count(count, "rule") + " passed</small>";
      assertTrue(count == 0 || whole.contains(summary), summary);
    }
  }

  @Test
  void whatFails_isOpen_untilItIsTooMuchToRead() {
    for (int count : new int[] {1, 12, 20}) {
      String few = pageOf(breaking(count));
      assertEquals(Math.min(12, count), found(few, "<details class=\"wrong\" open").size());
      assertEquals(1, found(few, "<details class=\"level\" open").size(), "structure alone");
    }
    for (int count : new int[] {21, 100, Rules.all().size()}) {
      String many = pageOf(breaking(count));
      assertEquals(12, found(many, OPEN).size());
      assertEquals(count, found(many, "<details class=\"wrong").size());
      assertTrue(many.contains("of level structure</summary>"));
    }
  }

  @Test
  void links_leadSomewhere() {
    for (String each : List.of(page, pageOf(breaking(30)), pageOf(ConformanceHtmlTest::passed))) {
      Set<String> ids =
          found(each, " id=\"[^\"]*\"").stream()
              .map(id -> id.substring(5, id.length() - 1))
              .collect(Collectors.toSet());
      for (String link : found(each, "href=\"#[^\"]*\"")) {
        assertTrue(ids.contains(link.substring(7, link.length() - 1)), link);
      }
      assertTrue(each.contains("<nav aria-label=\"Contents\">"), each);
      assertEquals(ids.size(), found(each, " id=\"[^\"]*\"").size(), "an id twice");
    }
  }

  @Test
  void filter_offersTheVerdictsAndOperatorsThatThereAre_onlyToAScript() {
    String filter =
        page.substring(page.indexOf("<form"), page.indexOf("</form>")).replaceAll("\\s+", " ");
    assertTrue(
        filter.startsWith("<form class=\"filter\" id=\"filter\" hidden=\"hidden\">"), filter);
    assertTrue(filter.contains("<option value=\"failed\">failed (1)</option>"), filter);
    assertTrue(filter.contains("<option value=\"passed\">passed (1)</option>"), filter);
    assertFalse(filter.contains("deviates"), filter);
    assertTrue(filter.contains("<option>Exp</option>"), filter);
    assertFalse(filter.contains("<option>Log</option>"), filter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"odd's", "a\\", "</style>", "x;--y:z", "\u00e4 b"})
  void namesOfBackends_stayWithinTheirDeclaration(String name) throws Exception {
    String whole =
        ConformanceHtml.page(
            List.of(SampleReports.of(name, SampleReports.passed("OP-Exp-values", 0.7))));
    assertWellFormed(whole);
    String style = found(whole, "<div id=\"rules\" style=\"[^\"]*\"").get(0);
    assertTrue(style.matches(".*\"--backend-1:'[\\p{L}\\p{N} ._?-]*';\""), style);
  }

  @Test
  void page_isWellFormed_withItsScript() throws Exception {
    assertWellFormed(page);
    assertWellFormed(pageOf(breaking(40)));
    assertEquals(1, found(page, "<script>").size());
  }

  private static void assertWellFormed(String page)
      throws ParserConfigurationException, IOException, SAXException {
    byte[] xml = page.replace("<!DOCTYPE html>\n", "").getBytes(StandardCharsets.UTF_8);
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml));
  }

  @Test
  void textsOfEngines_areEscaped() {
    assertFalse(page.contains("<odd>"), page);
  }

  @Test
  void page_needsNoOtherFile() {
    assertFalse(page.matches("(?s).*(src=|href=\"[^#]|url\\(|fetch|import ).*"), page);
  }
}
