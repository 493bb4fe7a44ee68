package org.ash.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ash.conformance.operator.OperatorCase;
import org.ash.conformance.operator.OperatorSweep;
import org.ash.conformance.operator.OperatorSweeps;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Rules;
import org.ash.ir.Op;
import org.ash.ir.Operators;
import org.junit.jupiter.api.Test;

/** The suite is whole: no operator is left out, and every rule and case can be named. */
final class SuiteStructureTest {

  @Test
  void everyOperator_hasASweep() {
    List<Class<? extends Op>> operators = new ArrayList<>(Operators.primitives());
    operators.addAll(Operators.composites());
    assertEquals(List.of(), OperatorSweeps.missing(operators));
  }

  @Test
  void ruleIds_areUnique() {
    assertEquals(List.of(), repeated(Rules.all().stream().map(Rule::id).toList()));
  }

  @Test
  void caseLabels_areUniqueWithinARule() {
    List<String> repeated = new ArrayList<>();
    for (Class<? extends Op> op : OperatorSweeps.operators()) {
      OperatorSweep sweep = OperatorSweeps.of(op);
      for (List<OperatorCase> cases : List.of(sweep.values(), sweep.special())) {
        repeated(cases.stream().map(OperatorCase::label).toList())
            .forEach(label -> repeated.add(op.getSimpleName() + ": " + label));
      }
    }
    assertEquals(List.of(), repeated);
  }

  /** Those that come a second time. */
  private static List<String> repeated(List<String> names) {
    Set<String> seen = new HashSet<>();
    return names.stream().filter(name -> !seen.add(name)).toList();
  }
}
