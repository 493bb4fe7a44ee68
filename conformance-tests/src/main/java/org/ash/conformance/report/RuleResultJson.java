package org.ash.conformance.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.agreement.ComparedElement;
import org.ash.conformance.agreement.ErrorHistogram;
import org.ash.conformance.deviation.CoveredFinding;
import org.ash.conformance.rule.Finding;
import org.ash.conformance.rule.Level;
import org.ash.conformance.rule.Necessity;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.vector.JsonPlace;
import org.ash.tensor.Shape;

/** What came of one rule, as JSON. */
public final class RuleResultJson {
  /** Of the elements of a finding that disagree, the worst so many are written. */
  private static final int MOST_ELEMENTS = 3;

  private RuleResultJson() {}

  /**
   * A result.
   *
   * @param report it belongs to, which says how to reproduce its findings
   */
  public static ObjectNode write(ConformanceReport report, RuleResult result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Rule rule = result.rule();
    json.put("rule", rule.id());
    json.put("level", rule.level().toString());
    json.put("necessity", rule.necessity().toString());
    json.put("sentence", rule.sentence());
    json.put("verdict", result.verdict().toString());
    json.put("cases", result.cases());
    json.put("millis", result.millis());
    ArrayNode findings = json.putArray("findings");
    for (Finding finding : result.findings()) {
      findings.add(finding(finding).put("reproduce", ReproduceLine.of(report, rule, finding)));
    }
    ArrayNode deviations = json.putArray("deviations");
    for (CoveredFinding covered : result.deviations()) {
      deviations
          .addObject()
          .put("deviation", covered.deviation())
          .set("finding", finding(covered.finding()));
    }
    ArrayNode skips = json.putArray("skips");
    result.skips().forEach(skips::add);
    json.set("errors", histogram(result.histogram()));
    return json;
  }

  private static ObjectNode finding(Finding finding) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json, "case", finding.caseLabel());
    put(json, "subject", finding.subject());
    put(json, "message", finding.message());
    json.put("wrongElements", finding.elements().size());
    ArrayNode elements = json.putArray("elements");
    finding.elements().stream()
        .limit(MOST_ELEMENTS)
        .forEach(element -> elements.add(element(element)));
    return json;
  }

  /** Absent where empty: {@link JsonPlace#text} takes no blank text. */
  private static void put(ObjectNode json, String field, String text) {
    if (!text.isBlank()) {
      json.put(field, text);
    }
  }

  private static ObjectNode element(ComparedElement element) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("output", element.output()).put("index", element.index());
    ArrayNode shape = json.putArray("shape");
    for (int axis = 0; axis < element.shape().rank(); axis++) {
      shape.add(element.shape().dim(axis));
    }
    json.put("actual", Double.toHexString(element.actual()));
    json.put("exact", Double.toHexString(element.exact()));
    json.put("allowed", element.allowed()).put("ulps", element.ulps());
    ArrayNode operands = json.putArray("operands");
    element.operands().forEach(operand -> operands.add(Double.toHexString(operand)));
    return json;
  }

  private static ObjectNode histogram(ErrorHistogram errors) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode counts = json.putArray("counts");
    errors.counts().forEach(counts::add);
    json.put("worstUlps", errors.worst());
    put(json, "worstAt", errors.worstAt());
    return json;
  }

  /**
   * A result.
   *
   * @throws org.ash.conformance.vector.ConformanceDataException when it is none; the message names
   *     the field
   */
  public static RuleResult read(JsonPlace place) {
    List<CoveredFinding> covered = new ArrayList<>();
    for (JsonPlace entry : place.field("deviations").items()) {
      covered.add(
          new CoveredFinding(entry.field("deviation").text(), finding(entry.field("finding"))));
    }
    return new RuleResult(
        told(place),
        oneOf(place.field("verdict"), Verdict.values()),
        place.field("cases").whole(),
        place.field("findings").items().stream().map(RuleResultJson::finding).toList(),
        covered,
        place.field("skips").texts(),
        histogram(place.field("errors")),
        place.field("millis").real());
  }

  /** A rule that can be told, not checked. */
  private static Rule told(JsonPlace place) {
    return new Rule(
        place.field("rule").text(),
        oneOf(place.field("level"), Level.values()),
        oneOf(place.field("necessity"), Necessity.values()),
        place.field("sentence").text(),
        trial -> trial.skip("the rule was read from a report"));
  }

  private static Finding finding(JsonPlace place) {
    return new Finding(
        text(place, "case"),
        text(place, "subject"),
        text(place, "message"),
        place.field("elements").items().stream().map(RuleResultJson::element).toList());
  }

  private static String text(JsonPlace place, String field) {
    return place.optional(field).map(JsonPlace::text).orElse("");
  }

  private static ComparedElement element(JsonPlace place) {
    return new ComparedElement(
        place.field("output").text(),
        Math.toIntExact(place.field("index").whole()),
        Shape.of(place.field("shape").items().stream().mapToLong(JsonPlace::whole).toArray()),
        place.field("actual").real(),
        place.field("exact").real(),
        place.field("allowed").real(),
        place.field("ulps").real(),
        place.field("operands").items().stream().map(JsonPlace::real).toList());
  }

  private static ErrorHistogram histogram(JsonPlace place) {
    List<Long> counts = place.field("counts").items().stream().map(JsonPlace::whole).toList();
    if (counts.size() != ErrorHistogram.BOUNDS.size() + 1) {
      throw place
          .field("counts")
          .error("has " + counts.size() + " bins, not " + (ErrorHistogram.BOUNDS.size() + 1));
    }
    return new ErrorHistogram(counts, place.field("worstUlps").real(), text(place, "worstAt"));
  }

  private static <T> T oneOf(JsonPlace place, T[] values) {
    String name = place.text();
    return Arrays.stream(values)
        .filter(value -> value.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () -> place.error("is '" + name + "', expected one of " + Arrays.toString(values)));
  }
}
