package org.ash.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.ash.conformance.rule.Level;
import org.ash.conformance.rule.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuleOperatorsTest {
  @ParameterizedTest
  @CsvSource({
    "OP-Conv-values, Conv",
    "OP-ConvInputGradient-random, ConvInputGradient",
    "COMP-Ash-decomposed, Ash",
    "GRAD-Exp, Exp",
    "STRUCT-Where, Where",
    "VEC-conv-not-flipped, Conv",
    "VEC-ash-steep, Ash",
    "STRUCT-provider, ",
    "ASH-1, ",
    "MODEL-ash, ",
    "VEC-of-another-version, ",
    "LIFE-close-twice, "
  })
  void operator_isNamedByTheId_orHadByTheVector(String id, String operator) {
    Rule rule = Rule.required(id, Level.OPERATORS, "Something holds.", trial -> trial.skip(""));
    assertEquals(Optional.ofNullable(operator), RuleOperators.of(rule));
  }
}
