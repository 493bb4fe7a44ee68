package org.ash.conformance.report;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ash.conformance.operator.OperatorSweeps;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.vector.ConformanceVectors;

/** Which operator a rule is about: its id names it, or the vector that the id names has it. */
final class RuleOperators {
  private static final Set<String> OPERATORS =
      OperatorSweeps.operators().stream()
          .map(Class::getSimpleName)
          .collect(Collectors.toUnmodifiableSet());

  private static final Map<String, String> BY_VECTOR =
      ConformanceVectors.all().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  vector -> "VEC-" + vector.id(),
                  vector -> vector.operatorCase().op().getClass().getSimpleName()));

  private RuleOperators() {}

  /** Its simple name, as {@code Conv}; empty for a rule about something else. */
  static Optional<String> of(Rule rule) {
    Optional<String> named = named(rule);
    return named.isPresent() ? named : Optional.ofNullable(BY_VECTOR.get(rule.id()));
  }

  /** Only where the id has the name in it, as {@code OP-Conv-values}. */
  static Optional<String> named(Rule rule) {
    return Arrays.stream(rule.id().split("-", -1)).skip(1).filter(OPERATORS::contains).findFirst();
  }
}
