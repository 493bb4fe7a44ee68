package org.ash.conformance.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ash.conformance.operator.OperatorCase;
import org.ash.conformance.operator.OperatorSweeps;
import org.ash.ir.Op;

/** Gradient graphs of single operators, where these are smooth: a rule for each. */
final class GradientRules {
  private GradientRules() {}

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (Class<? extends Op> op : OperatorSweeps.operators()) {
      List<OperatorCase> cases = OperatorSweeps.of(op).smooth();
      if (!cases.isEmpty()) {
        rules.add(
            Rule.required(
                "GRAD-" + op.getSimpleName(),
                Level.GRADIENTS,
                "The gradients of " + op.getSimpleName() + " agree with the oracle's.",
                trial -> all(trial, cases)));
      }
    }
    return rules;
  }

  private static void all(Trial trial, List<OperatorCase> cases) {
    for (OperatorCase operatorCase : cases) {
      for (GradientCase gradients : GradientCase.of(operatorCase)) {
        trial.judge(gradients.label(), () -> examine(trial, gradients));
      }
    }
  }

  private static Examination examine(Trial trial, GradientCase gradients) {
    return trial.examiner().examine(gradients.graph(), gradients.feeds(), Map.of());
  }
}
