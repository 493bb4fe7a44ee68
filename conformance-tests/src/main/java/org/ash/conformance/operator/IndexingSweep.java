package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.Indexing;
import org.ash.ir.OperatorTable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** OneHot: indices of both types, in and out of range, results of every type. */
final class IndexingSweep {
  private static final List<DType> INDICES = List.of(DType.INT64, DType.INT32);

  private IndexingSweep() {}

  static void register(OperatorTable<OperatorSweep> table) {
    table.on(
        Indexing.OneHot.class,
        new ListedSweep(
            IndexingSweep::values, IndexingSweep::special, List::of, IndexingSweep::random));
  }

  private static List<OperatorCase> values() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType indices : INDICES) {
      for (DType result : Operand.ALL) {
        cases.add(of(indices + " to " + result, indices, 5, result, Shape.of(2, 3)));
      }
    }
    DType dtype = DType.FLOAT32;
    cases.add(of("a scalar", DType.INT64, 5, dtype, Shape.scalar()));
    cases.add(of("depth 1", DType.INT64, 1, dtype, Shape.of(4)));
    cases.add(of("depth 1000", DType.INT64, 1000, dtype, Shape.of(3)));
    cases.add(of("rank 4", DType.INT64, 5, dtype, Operand.IMAGES));
    cases.add(of("labels", DType.INT64, 5, dtype, Shape.of(6)).batched(0));
    return cases;
  }

  private static List<OperatorCase> special() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType indices : INDICES) {
      Tensor outside = Tensor.of(indices, Shape.of(6), new double[] {0, 5, 4, -1, -5, 1000});
      Indexing.OneHot op = new Indexing.OneHot(5, DType.FLOAT32);
      cases.add(OperatorCase.of(indices + " out of range", op, outside));
    }
    for (int length : Operand.AWKWARD_LENGTHS) {
      cases.add(of("length " + length, DType.INT64, 5, DType.FLOAT32, Shape.of(length)));
    }
    cases.add(of("nothing", DType.INT64, 5, DType.FLOAT32, Shape.of(0)));
    return cases;
  }

  private static OperatorCase random(Choices choices) {
    DType indices = Draw.dtype(choices, INDICES);
    DType result = Draw.dtype(choices, Operand.ALL);
    return of("random", indices, choices.between(1, 12), result, Draw.shape(choices, 0, 4, 5));
  }

  /** Some of the indices lie outside the depth, on both sides. */
  private static OperatorCase of(
      String label, DType indices, int depth, DType result, Shape shape) {
    Tensor any = Operand.whole(indices, depth, 1, shape);
    return OperatorCase.of(label, new Indexing.OneHot(depth, result), any);
  }
}
