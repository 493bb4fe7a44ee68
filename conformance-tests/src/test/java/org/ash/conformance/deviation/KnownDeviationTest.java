package org.ash.conformance.deviation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.ash.conformance.Conformance;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.agreement.ComparedElement;
import org.ash.conformance.operator.OperatorCase;
import org.ash.conformance.rule.Finding;
import org.ash.conformance.rule.Glob;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Rules;
import org.ash.conformance.rule.Trial;
import org.ash.conformance.vector.ConformanceDataException;
import org.ash.ir.Elementwise;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KnownDeviationTest {

  @ParameterizedTest
  @ValueSource(strings = {"tensorflow", "onnxruntime"})
  void listOfABackend_isRead(String backend) {
    assertFalse(KnownDeviations.of(backend).entries().isEmpty());
  }

  @Test
  void backendWithoutAList_hasNone() {
    assertEquals(KnownDeviations.none(), KnownDeviations.of("reference"));
  }

  @Test
  void worseErrorThanTheBound_isNotCovered() {
    KnownDeviation entry = entry(new DeviationBound(100, 0, List.of(), Optional.empty()));
    assertTrue(entry.covers(finding(element(1, 1.5, 99))));
    assertFalse(entry.covers(finding(element(1, 1.5, 99), element(1, 2, 101))));
  }

  @Test
  void exchangeOfSpecialValues_coversThoseAndNoOthers() {
    DeviationBound.Exchange exchange = new DeviationBound.Exchange("0", "NaN");
    KnownDeviation entry = entry(new DeviationBound(0, 0, List.of(exchange), Optional.empty()));
    double infinite = Double.POSITIVE_INFINITY;
    assertTrue(entry.covers(finding(element(0, Double.NaN, infinite))));
    assertFalse(entry.covers(finding(element(1, Double.NaN, infinite))));
  }

  @Test
  void failureOfTheRun_isCoveredByItsMessageOnly() {
    DeviationBound bound = new DeviationBound(9, 9, List.of(), Optional.of(new Glob("it threw*")));
    assertTrue(entry(bound).covers(new Finding("a", "it threw up")));
    assertFalse(entry(bound).covers(new Finding("a", "y is of another shape")));
  }

  @Test
  void deviationThatHasGone_failsItsRule() {
    KnownDeviation entry = entry(new DeviationBound(100, 0, List.of(), Optional.empty()));
    RuleResult result = judgeRelu(new KnownDeviations(List.of(entry)));
    assertEquals(Verdict.FAILED, result.verdict());
    assertTrue(result.findings().get(0).message().contains("'made-up' has disappeared"));
  }

  @Test
  void otherVersionOfTheEngine_isNotExcused() {
    KnownDeviation entry = entry(new DeviationBound(100, 0, List.of(), Optional.empty()));
    assertTrue(entry.concerns("OP-Relu-values", "1.2.3"));
    KnownDeviation elsewhere =
        new KnownDeviation(
            entry.id(),
            List.of(new Glob("9.*")),
            entry.rules(),
            entry.cases(),
            entry.bound(),
            entry.explanation(),
            entry.response(),
            entry.reproduction());
    assertFalse(elsewhere.concerns("OP-Relu-values", "1.2.3"));
  }

  @Test
  void mistypedField_isNamedWithFileAndEntry() {
    ConformanceDataException refused =
        assertThrows(
            ConformanceDataException.class,
            () -> KnownDeviations.read(KnownDeviationTest.class, "mistyped.json"));
    assertEquals(
        "mistyped.json, 'typo', reproduction.attributes: has an unknown field 'axes'."
            + " Did you mean 'axis'?",
        refused.getMessage());
  }

  private static RuleResult judgeRelu(KnownDeviations known) {
    Rule rule =
        Rules.all().stream()
            .filter(each -> each.id().equals("OP-Relu-values"))
            .findFirst()
            .orElseThrow();
    try (Conformance conformance =
        new Conformance(new ReferenceBackendProvider(), Trial.Settings.defaults(), known)) {
      return conformance.judge(rule);
    }
  }

  private static Finding finding(ComparedElement... elements) {
    return new Finding("case", "Relu[] of FLOAT32 [2]", "wrong", List.of(elements));
  }

  private static ComparedElement element(double exact, double actual, double ulps) {
    return new ComparedElement("y", 0, Shape.of(2), actual, exact, 0, ulps, List.of());
  }

  private static KnownDeviation entry(DeviationBound bound) {
    Tensor x = Tensor.scalar(DType.FLOAT32, 1);
    return new KnownDeviation(
        "made-up",
        List.of(new Glob("*")),
        List.of(new Glob("OP-Relu-*")),
        List.of(new Glob("*")),
        bound,
        "explanation",
        "response",
        new Reproduction(OperatorCase.of("deviation made-up", new Elementwise.Relu(), x), 0));
  }
}
