package org.ash.conformance.rule;

import java.util.List;
import org.ash.conformance.vector.ConformanceVector;
import org.ash.conformance.vector.ConformanceVectors;
import org.ash.ir.CompositeOp;

/** Results that are fixed as data: a rule for each vector. */
final class VectorRules {
  private VectorRules() {}

  static List<Rule> rules() {
    return ConformanceVectors.all().stream().map(VectorRules::rule).toList();
  }

  private static Rule rule(ConformanceVector vector) {
    boolean composite = vector.operatorCase().op() instanceof CompositeOp;
    return Rule.required(
        "VEC-" + vector.id(),
        composite ? Level.COMPOSITES : Level.OPERATORS,
        vector.note(),
        trial ->
            trial.judge(
                vector.id(),
                () -> trial.examiner().examine(vector.operatorCase(), vector.outputs())));
  }
}
