package org.ash.conformance.mutant;

import java.util.List;
import org.ash.tensor.Tensor;

/** Results of other runs, and results in memory that is not theirs. */
final class MemoryEffects {
  private MemoryEffects() {}

  static List<Effect> all() {
    return List.of(
        new Effect("the last run's result", call -> call.insteadOf(call.history().previous())),
        new Effect("the first run's result", call -> call.insteadOf(call.history().first())),
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
