package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.Indexing;
import org.ash.ir.OperatorTable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** TopK along every axis: equal elements, numbers that compare with none, one and all of a line. */
final class SelectionSweep {
  private SelectionSweep() {}

  static void register(OperatorTable<OperatorSweep> table) {
    table.on(
        Indexing.TopK.class,
        new ListedSweep(
            SelectionSweep::values,
            SelectionSweep::special,
            SelectionSweep::smooth,
            SelectionSweep::random));
  }

  private static List<OperatorCase> values() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : Operand.NUMBERS) {
      for (int axis : new int[] {0, 1, 2, -1}) {
        int extent = (int) Operand.IMAGES.dim(axis < 0 ? axis + 4 : axis);
        Tensor x = Operand.any(dtype, 1, Operand.IMAGES);
        cases.add(of(dtype + " one", axis, 1, x));
        cases.add(of(dtype + " all", axis, extent, x));
      }
    }
    DType dtype = DType.FLOAT32;
    cases.add(of("rank 1", 0, 4, Operand.any(dtype, 2, Shape.of(9))));
    cases.add(of("rank 5", 3, 2, Operand.any(dtype, 3, Shape.of(2, 3, 2, 5, 4))));
    cases.add(of("extent 1", 1, 1, Operand.any(dtype, 4, Shape.of(3, 1, 4))));
    cases.add(of("half of many", 1, 2048, Operand.any(dtype, 5, Shape.of(3, 4096))));
    cases.add(of("few of many", 1, 5, Operand.any(dtype, 6, Shape.of(3, 4096))));
    Tensor images = Operand.any(dtype, 7, Operand.IMAGES);
    cases.add(of("channels", 1, 2, images).batched(0));
    cases.add(of("rows", -2, 3, images).batched(0));
    return cases;
  }

  private static List<OperatorCase> special() {
    List<OperatorCase> cases = new ArrayList<>();
    DType dtype = DType.FLOAT32;
    for (int length : Operand.AWKWARD_LENGTHS) {
      Tensor x = Operand.whole(dtype, 5, length, Shape.of(2, length));
      cases.add(of("length " + length, 1, (length + 1) / 2, x));
      cases.add(of("2 of length " + length, 0, 2, x));
    }
    for (DType any : Operand.NUMBERS) {
      Tensor ties = Operand.whole(any, 2, 9, Shape.of(3, 4, 50, 2));
      for (int k : new int[] {1, 7, 49, 50}) {
        cases.add(of(any + " ties, " + k, 2, k, ties));
      }
    }
    cases.add(of("all equal", 1, 20, Tensor.allocate(dtype, Shape.of(2, 33))));
    cases.add(of("no lines", 1, 2, Tensor.allocate(dtype, Shape.of(0, 3))));
    for (DType floating : Operand.FLOATING) {
      Tensor special = Operand.special(floating);
      for (int k : new int[] {1, 2, 3, special.size()}) {
        cases.add(of(floating + " special values, " + k, 0, k, special));
      }
    }
    cases.add(of("subnormal", 0, 4, Operand.subnormal(dtype)));
    equalOnes(cases);
    Tensor x = Operand.any(dtype, 8, Shape.of(3, 33));
    double inf = Double.POSITIVE_INFINITY;
    // Whether NaN comes through a comparison depends on which side it stands.
    for (int place : new int[] {33, 34, 49, 64, 65}) {
      cases.add(of("NaN at " + place, 1, 5, Operand.with(x, place, Double.NaN)));
      cases.add(of("only NaN at " + place, 1, 1, Operand.with(x, place, Double.NaN)));
    }
    cases.add(of("NaN before Inf", 1, 2, Operand.with(Operand.with(x, 40, Double.NaN), 50, inf)));
    cases.add(of("NaN behind Inf", 1, 2, Operand.with(Operand.with(x, 50, Double.NaN), 40, inf)));
    cases.add(of("-Inf among the taken", 1, 33, Operand.with(x, 40, -inf)));
    return cases;
  }

  /** NaN ranks as infinity and -0 as 0: of several that rank alike the first comes first. */
  private static void equalOnes(List<OperatorCase> cases) {
    double inf = Double.POSITIVE_INFINITY;
    double[] values = {1, Double.NaN, inf, -0.0, 0, -inf, inf, Double.NaN, -0.0, Float.MIN_VALUE};
    for (DType floating : Operand.FLOATING) {
      Tensor x = Tensor.of(floating, Shape.of(1, values.length), values);
      for (int k = 1; k <= values.length; k++) {
        cases.add(of(floating + " NaN, Inf and zeros twice, " + k, 1, k, x));
      }
    }
  }

  private static List<OperatorCase> smooth() {
    Tensor x = Operand.distinct(DType.FLOAT32, 1, Shape.of(2, 3, 4));
    List<OperatorCase> cases = new ArrayList<>();
    cases.add(of("smooth", -1, 2, x));
    cases.add(of("smooth", 1, 3, x));
    cases.add(of("smooth", 0, 1, x));
    cases.add(of("smooth", 1, 1, x).batched(0));
    return cases;
  }

  private static OperatorCase random(Choices choices) {
    DType dtype = Draw.dtype(choices, Operand.NUMBERS);
    Shape shape = Draw.shape(choices, 1, 5, 6);
    int axis = choices.between(0, shape.rank() - 1);
    int k = choices.between(1, (int) shape.dim(axis));
    int range = choices.between(1, 9);
    Tensor x = Operand.whole(dtype, range, Draw.seed(choices), shape);
    return of("random", choices.flag() ? axis - shape.rank() : axis, k, x);
  }

  private static OperatorCase of(String label, int axis, int k, Tensor x) {
    return OperatorCase.of(label + " along " + axis, new Indexing.TopK(axis, k), x);
  }
}
