package org.ash.conformance.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ash.conformance.operator.OperatorCase;
import org.ash.conformance.operator.OperatorSweeps;
import org.ash.ir.Graph;
import org.ash.ir.Op;
import org.ash.ir.Operators;
import org.ash.tensor.Tensor;

/**
 * Composites that a backend claims beside their decomposition on the same backend: a rule for each.
 * Where a composite has gradients they are compared, too; where it has none, its values.
 */
final class DecompositionRules {
  private DecompositionRules() {}

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (Class<? extends Op> op : Operators.composites()) {
      String name = op.getSimpleName();
      rules.add(
          Rule.required(
              "COMP-" + name + "-decomposed",
              Level.COMPOSITES,
              name + " agrees with its decomposition on the same backend, and so do its gradients.",
              trial -> check(trial, op)));
    }
    return rules;
  }

  private static void check(Trial trial, Class<? extends Op> op) {
    List<OperatorCase> smooth = OperatorSweeps.of(op).smooth();
    for (OperatorCase each : smooth) {
      for (GradientCase gradients : GradientCase.of(each)) {
        trial.judge(
            gradients.label(), () -> examine(trial, each, gradients.graph(), gradients.feeds()));
      }
    }
    if (smooth.isEmpty()) {
      for (OperatorCase each : OperatorSweeps.of(op).values()) {
        trial.judge(each.label(), () -> examine(trial, each, each.graph(), each.feeds()));
      }
    }
  }

  private static Examination examine(
      Trial trial, OperatorCase operatorCase, Graph graph, Map<String, Tensor> feeds) {
    if (!trial.backend().supports(operatorCase.op(), operatorCase.types())) {
      return new Examination.Unsupported(
          "it does not claim "
              + operatorCase.op()
              + " of "
              + operatorCase.types()
              + ": that is decomposed for it");
    }
    return trial.examiner().compareWithDecomposition(graph, feeds);
  }
}
