package org.ash.conformance.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ash.conformance.operator.Choices;
import org.ash.conformance.operator.OperatorCase;
import org.ash.conformance.operator.OperatorSweep;
import org.ash.conformance.operator.OperatorSweeps;
import org.ash.ir.CompositeOp;
import org.ash.ir.Op;

/** Values of single operators, composites among them: three rules for each. */
final class OperatorRules {
  private OperatorRules() {}

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (Class<? extends Op> op : OperatorSweeps.operators()) {
      OperatorSweep sweep = OperatorSweeps.of(op);
      String name = op.getSimpleName();
      boolean composite = CompositeOp.class.isAssignableFrom(op);
      Level level = composite ? Level.COMPOSITES : Level.OPERATORS;
      String prefix = (composite ? "COMP-" : "OP-") + name;
      rules.add(
          Rule.required(
              prefix + "-values",
              level,
              name + " agrees with the oracle over its attributes, types and shapes.",
              trial -> all(trial, sweep.values())));
      rules.add(
          Rule.required(
              prefix + "-special",
              level,
              name + " treats special values, empty tensors and awkward lengths by rule.",
              trial -> all(trial, sweep.special())));
      rules.add(
          Rule.required(
              prefix + "-random",
              level,
              name + " agrees with the oracle on random cases.",
              trial -> random(trial, prefix, sweep)));
    }
    return rules;
  }

  private static void all(Trial trial, List<OperatorCase> cases) {
    for (OperatorCase operatorCase : cases) {
      trial.judge(operatorCase.label(), () -> trial.examiner().examine(operatorCase));
    }
  }

  private static void random(Trial trial, String site, OperatorSweep sweep) {
    for (int draw = 0; draw < trial.settings().draws(); draw++) {
      Choices choices = Choices.random(trial.settings().seed(), site, draw);
      build(sweep, choices)
          .ifPresent(
              drawn ->
                  trial.judge(
                      "draw " + choices.draw(), () -> examine(trial, sweep, choices, drawn)));
    }
  }

  /** A case that fails is told by the smallest one found that fails, too. */
  private static Examination examine(
      Trial trial, OperatorSweep sweep, Choices choices, OperatorCase drawn) {
    Examiner examiner = trial.examiner();
    Examination outcome = examiner.examine(drawn);
    if (!(outcome instanceof Examination.Disagrees)) {
      return outcome;
    }
    OperatorCase smallest =
        choices.shrink(
            replayed -> build(sweep, replayed),
            candidate -> examiner.examine(candidate) instanceof Examination.Disagrees);
    return examiner.examine(smallest);
  }

  private static Optional<OperatorCase> build(OperatorSweep sweep, Choices choices) {
    try {
      OperatorCase drawn = sweep.random(choices);
      // Writing the graph infers the shapes, which is what finds out whether the case is valid.
      return drawn.graph().nodes().isEmpty() ? Optional.empty() : Optional.of(drawn);
    } catch (IllegalArgumentException unfit) {
      return Optional.empty(); // These numbers make no valid case; that is how they are drawn.
    }
  }
}
