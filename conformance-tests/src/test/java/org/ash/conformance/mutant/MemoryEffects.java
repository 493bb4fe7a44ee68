package org.ash.conformance.mutant;

import java.util.List;
import org.ash.tensor.Tensor;

/** Results of other runs, and results in memory that is not theirs. */
final class MemoryEffects {
  /** Kinds that show in the second run at the earliest. */
  static final String LAST_RUN = "the last run's result";

  static final String FIRST_RUN = "the first run's result";

  /** A kind that shows in the second executable at the earliest. */
  static final String ELSEWHERE = "another executable's result";

  private MemoryEffects() {}

  static List<Effect> all() {
    return List.of(
        new Effect(LAST_RUN, call -> call.insteadOf(call.history().previous())),
        new Effect(FIRST_RUN, call -> call.insteadOf(call.history().first())),
        new Effect(ELSEWHERE, call -> call.insteadOf(call.history().elsewhere())),
        new Effect("written into an operand", "first", call -> overwrite(call, 0)),
        new Effect("written into an operand", "second", call -> overwrite(call, 1)),
        new Effect("an operand handed on", "first", call -> operand(call, 0)),
        new Effect("an operand handed on", "second", call -> operand(call, 1)));
  }

  /** The result is right, but an operand is lost. */
  private static List<Tensor> overwrite(Call call, int index) {
    Tensor y = call.results().get(0);
    if (index < call.operands().size()) {
      Tensor operand = call.operands().get(index);
      if (operand.dtype() == y.dtype() && operand.size() == y.size() && !operand.isReadOnly()) {
        operand.bytes().put(y.bytes());
      }
    }
    return call.results();
  }

  /** As though nothing had been computed. */
  private static List<Tensor> operand(Call call, int index) {
    if (index >= call.operands().size()) {
      return call.results();
    }
    Tensor operand = call.operands().get(index);
    return call.results().stream()
        .map(
            y ->
                operand.dtype() == y.dtype() && operand.size() > 0
                    ? Elements.taken(operand, y.shape(), i -> i % operand.size())
                    : y)
        .toList();
  }
}
