package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.Broadcasting;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** {@code Where}: condition and both values broadcast, in every type, bit for bit. */
final class ChoiceSweep {
  private static final Op WHERE = new Broadcasting.Where();

  private ChoiceSweep() {}

  static void register(OperatorTable<OperatorSweep> table) {
    table.on(
        Broadcasting.Where.class,
        new ListedSweep(
            ChoiceSweep::values, ChoiceSweep::special, ChoiceSweep::smooth, ChoiceSweep::random));
  }

  private static List<OperatorCase> values() {
    List<OperatorCase> cases = new ArrayList<>();
    Shape images = Operand.IMAGES;
    for (DType dtype : Operand.ALL) {
      cases.add(of(dtype + " alike", dtype, 1, images, images, images));
      cases.add(of(dtype + " repeated", dtype, 2, Shape.of(3, 1, 7), images, Shape.of(5, 1)));
    }
    DType dtype = DType.FLOAT32;
    Shape scalar = Shape.scalar();
    cases.add(of("scalar condition", dtype, 3, scalar, images, images));
    cases.add(of("condition alone has extents", dtype, 4, images, scalar, scalar));
    cases.add(of("condition adds axes", dtype, 5, images, Shape.of(7), Shape.of(5, 1)));
    cases.add(of("all scalars", dtype, 6, scalar, scalar, scalar));
    cases.add(of("alike", dtype, 7, images, images, images).batched(0, 1, 2));
    cases.add(of("chosen value is N's", dtype, 8, Shape.of(3, 1, 1), images, scalar).batched(1));
    return cases;
  }

  private static List<OperatorCase> special() {
    List<OperatorCase> cases = new ArrayList<>();
    for (int length : Operand.AWKWARD_LENGTHS) {
      Shape shape = Shape.of(length);
      cases.add(of("length " + length, DType.FLOAT32, length, shape, shape, shape));
    }
    Tensor special = Operand.special(DType.FLOAT32);
    Tensor condition = Operand.whole(DType.BOOL, 1, 1, special.shape());
    Tensor ordinary = Operand.normal(DType.FLOAT32, 2, special.shape());
    // What is not chosen must not touch the result, which it does in c * a + (1 - c) * b.
    cases.add(OperatorCase.of("special values first", WHERE, condition, special, ordinary));
    cases.add(OperatorCase.of("special values second", WHERE, condition, ordinary, special));
    Tensor subnormal = Operand.subnormal(DType.FLOAT32);
    Tensor flags = Operand.whole(DType.BOOL, 1, 3, subnormal.shape());
    cases.add(
        OperatorCase.of("subnormal", WHERE, flags, subnormal, Operand.moved(subnormal, -1, 0)));
    cases.add(of("nothing", DType.FLOAT32, 4, Shape.of(3), Shape.of(0, 3), Shape.of(3)));
    return cases;
  }

  private static List<OperatorCase> smooth() {
    return List.of(
        of("alike", DType.FLOAT32, 1, Shape.of(2, 5), Shape.of(2, 5), Shape.of(2, 5)),
        of("repeated", DType.FLOAT32, 2, Shape.of(3, 1), Shape.of(2, 1, 4), Shape.of(4)),
        of("by scalars", DType.FLOAT32, 3, Shape.of(2, 5), Shape.scalar(), Shape.scalar()));
  }

  private static OperatorCase random(Choices choices) {
    DType dtype = Draw.dtype(choices, Operand.ALL);
    Shape result = Draw.shape(choices, 0, 4, 6);
    Shape condition = Draw.repeated(choices, result);
    Shape a = Draw.repeated(choices, result);
    Shape b = Draw.repeated(choices, result);
    return of("random", dtype, Draw.seed(choices), condition, a, b);
  }

  private static OperatorCase of(
      String label, DType dtype, long seed, Shape condition, Shape a, Shape b) {
    return OperatorCase.of(
        label,
        WHERE,
        Operand.whole(DType.BOOL, 1, seed, condition),
        Operand.any(dtype, seed + 1, a),
        Operand.any(dtype, seed + 2, b));
  }
}
