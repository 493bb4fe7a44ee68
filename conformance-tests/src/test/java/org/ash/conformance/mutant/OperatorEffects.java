package org.ash.conformance.mutant;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.ash.ir.Op;
import org.ash.tensor.Tensor;

/** Another operator, or the right one of other operands. */
final class OperatorEffects {
  private static final List<String> ORDINALS =
      List.of("first", "second", "third", "fourth", "fifth");

  private OperatorEffects() {}

  /** What can be wrong about an operator of this class with so many operands at most. */
  static List<Effect> of(Class<? extends Op> op, int operands) {
    List<Effect> all = new ArrayList<>();
    all.add(
        new Effect(
            "first two operands exchanged",
            call ->
                call.operands().size() < 2
                    ? call.results()
                    : call.instead(
                        call.op(),
                        Elements.with(
                            Elements.with(call.operands(), 0, call.operands().get(1)),
                            1,
                            call.operands().get(0)))));
    for (int index = 0; index < Math.min(operands, ORDINALS.size()); index++) {
      all.add(operand("operand taken for zeros", "", index, x -> Elements.each(x, v -> 0)));
      all.add(operand("operand taken for ones", "", index, x -> Elements.each(x, v -> 1)));
      all.add(operand("operand rounded to FLOAT16", "", index, floating(ValueEffects::half)));
      all.add(operand("operand rounded to BFLOAT16", "", index, floating(ValueEffects::brain)));
      all.add(
          operand("operand rounded to FLOAT32", "", index, x -> Elements.each(x, v -> (float) v)));
      all.add(
          operand(
              "operand's first row for all", "", index, x -> Elements.moved(x, i -> i % row(x))));
      all.add(operand("operand read column by column", "", index, Elements::columnByColumn));
      for (int elements : new int[] {1, 8, 32, 64, 256, 1_024, 4_096}) {
        all.add(
            operand(
                "operand's tail not read",
                " from " + elements,
                index,
                x -> Elements.mixed(x, Elements.each(x, v -> 0), element -> element >= elements)));
      }
    }
    for (Attributes.Change change : Attributes.changes(op)) {
      all.add(
          new Effect(
              "attribute " + change.words(),
              change.path(),
              call ->
                  Attributes.changed(call.op(), change)
                      .map(other -> call.instead(other, call.operands()))
                      .orElse(call.results())));
    }
    return all;
  }

  private static UnaryOperator<Tensor> floating(DoubleUnaryOperator made) {
    return x -> x.dtype().isFloating() ? Elements.each(x, made) : x;
  }

  private static int row(Tensor x) {
    return x.shape().rank() == 0 ? 1 : Math.max(1, x.size() / (int) Math.max(1, x.shape().dim(0)));
  }

  private static Effect operand(
      String kind, String detail, int index, UnaryOperator<Tensor> misread) {
    return new Effect(
        kind,
        ORDINALS.get(index) + detail,
        call ->
            index < call.operands().size()
                ? call.instead(
                    call.op(),
                    Elements.with(
                        call.operands(), index, misread.apply(call.operands().get(index))))
                : call.results());
  }
}
