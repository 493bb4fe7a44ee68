package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.ir.Reduction;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Reductions along every set of axes.
 *
 * @param reduction the operator along these axes
 * @param dtypes element types to try
 * @param kind what it makes of the elements
 */
record ReductionSweep(Form reduction, List<DType> dtypes, Kind kind) implements OperatorSweep {

  /** A reduction along axes, keeping them or not. */
  @FunctionalInterface
  private interface Form {
    Reduction along(List<Integer> axes, boolean keepDims);
  }

  /** What a reduction makes of the elements. */
  private enum Kind {
    SUM,
    /** The largest element: a kink where two are equal. */
    LARGEST,
    /** The place of the largest element, along exactly one axis; no gradient. */
    PLACE
  }

  private static final List<List<Integer>> AXES =
      List.of(
          List.of(0),
          List.of(1),
          List.of(-1),
          List.of(2, 3),
          List.of(0, 2, 3),
          List.of(-3, -2, -1),
          List.of(3, 0),
          List.of(0, 1, 2, 3),
          List.of());

  static void register(OperatorTable<OperatorSweep> table) {
    table
        .on(
            Reduction.ReduceSum.class,
            new ReductionSweep(Reduction.ReduceSum::new, Operand.NUMBERS, Kind.SUM))
        .on(
            Reduction.ReduceMean.class,
            new ReductionSweep(Reduction.ReduceMean::new, Operand.FLOATING, Kind.SUM))
        .on(
            Reduction.ReduceMax.class,
            new ReductionSweep(Reduction.ReduceMax::new, Operand.NUMBERS, Kind.LARGEST))
        .on(
            Reduction.ArgMax.class,
            new ReductionSweep(
                (axes, keepDims) -> new Reduction.ArgMax(axes.get(0), keepDims),
                Operand.NUMBERS,
                Kind.PLACE));
  }

  @Override
  public List<OperatorCase> values() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : dtypes) {
      for (List<Integer> axes : AXES) {
        // Of single bytes, more than one axis would overflow.
        if (dtype.byteSize() > 1 || axes.size() == 1) {
          add(cases, dtype + " images", axes, false, Operand.any(dtype, 1, Operand.IMAGES));
          add(cases, dtype + " images", axes, true, Operand.any(dtype, 1, Operand.IMAGES));
        }
      }
    }
    DType dtype = dtypes.get(0);
    add(cases, "rank 1", List.of(0), false, Operand.any(dtype, 2, Shape.of(9)));
    add(cases, "rank 2", List.of(1), true, Operand.any(dtype, 3, Shape.of(4, 6)));
    add(cases, "rank 3", List.of(-2), false, Operand.any(dtype, 4, Shape.of(3, 4, 5)));
    Tensor five = Operand.any(dtype, 5, Shape.of(2, 3, 2, 5, 4));
    add(cases, "rank 5", List.of(1, 3), false, five);
    add(cases, "rank 5", List.of(-1, 0, 2), true, five);
    add(cases, "extent 1", List.of(1), false, Operand.any(dtype, 6, Shape.of(3, 1, 4)));
    Tensor images = Operand.any(dtype, 7, Operand.IMAGES);
    for (List<Integer> axes : List.of(List.of(0), List.of(1, 2, 3), List.of(0, 2, 3))) {
      if (fits(axes)) {
        cases.add(of("of a batch", axes, false, images).batched(0));
        cases.add(of("of a batch", axes, true, images).batched(0));
      }
    }
    return cases;
  }

  @Override
  public List<OperatorCase> special() {
    List<OperatorCase> cases = new ArrayList<>();
    DType dtype = dtypes.get(0);
    for (int length : Operand.AWKWARD_LENGTHS) {
      Tensor x = Operand.any(dtype, length, Shape.of(2, length));
      add(cases, "length " + length, List.of(1), false, x);
      add(cases, "2 of length " + length, List.of(0), false, x);
    }
    Tensor many = Tensor.generate(dtype, Shape.of(1, 100_003), i -> 0.1 + i % 3);
    add(cases, "100,003 terms", List.of(1), false, Operand.with(many, 77_777, 5));
    add(cases, "no results", List.of(1), false, Tensor.allocate(dtype, Shape.of(0, 3)));
    Tensor x = Operand.any(dtype, 8, Shape.of(3, 33));
    double inf = Double.POSITIVE_INFINITY;
    add(cases, "Inf in one row", List.of(1), false, Operand.with(x, 40, inf));
    add(cases, "-Inf in one row", List.of(1), true, Operand.with(x, 40, -inf));
    if (kind == Kind.SUM) {
      add(cases, "no terms", List.of(1), false, Tensor.allocate(dtype, Shape.of(2, 0)));
      add(cases, "of zeros", List.of(1), false, Tensor.allocate(dtype, Shape.of(2, 5)));
      Tensor both = Operand.with(Operand.with(x, 40, inf), 50, -inf);
      add(cases, "Inf and -Inf in one row", List.of(1), false, both);
    } else {
      add(cases, "all negative", List.of(1), false, below(x));
      add(cases, "all -Inf", List.of(0), false, Operand.moved(below(x), inf, 0));
      Tensor ties = Operand.whole(dtype, 2, 9, Shape.of(3, 4, 50, 2));
      for (int axis : new int[] {0, 1, 2, -1}) {
        add(cases, "ties", List.of(axis), false, ties);
      }
    }
    if (kind != Kind.PLACE) {
      // A loop over vector registers that compares loses NaN at some places only.
      for (DType floating : Operand.FLOATING) {
        Tensor rows = Operand.any(floating, 8, x.shape());
        for (int place : new int[] {33, 34, 49, 64, 65}) {
          Tensor spoilt = Operand.with(rows, place, Double.NaN);
          add(cases, "NaN at " + place + " of " + floating, List.of(1), false, spoilt);
        }
        Tensor images = Operand.any(floating, 10, Operand.IMAGES);
        for (List<Integer> axes : AXES) {
          Tensor spoilt = Operand.with(images, 100, Double.NaN);
          add(cases, "NaN at 100 of images of " + floating, axes, false, spoilt);
        }
      }
    }
    return cases;
  }

  private static Tensor below(Tensor x) {
    return Tensor.generate(x.dtype(), x.shape(), i -> -1 - Math.abs(x.get(i)));
  }

  @Override
  public List<OperatorCase> smooth() {
    if (kind == Kind.PLACE) {
      return List.of();
    }
    List<OperatorCase> cases = new ArrayList<>();
    Tensor x = Operand.distinct(DType.FLOAT32, 1, Shape.of(2, 3, 4));
    for (List<Integer> axes :
        List.of(List.<Integer>of(), List.of(1), List.of(-1, 0), List.of(0, 1, 2))) {
      add(cases, "smooth", axes, false, x);
      add(cases, "smooth", axes, true, x);
    }
    cases.add(of("of a batch", List.of(0, 2), false, x).batched(0));
    return cases;
  }

  @Override
  public OperatorCase random(Choices choices) {
    DType dtype = Draw.dtype(choices, dtypes);
    Shape shape = Draw.shape(choices, 1, 5, 6);
    boolean keepDims = choices.flag();
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (choices.flag()) {
        axes.add(choices.flag() ? axis - shape.rank() : axis);
      }
    }
    if (!fits(axes)) {
      throw new IllegalArgumentException("one axis only");
    }
    int range = dtype.byteSize() == 1 ? 1 : 9;
    int seed = Draw.seed(choices);
    Tensor x =
        dtype.isFloating()
            ? Operand.normal(dtype, seed, shape)
            : Operand.whole(dtype, range, seed, shape);
    return OperatorCase.of("random", (Op) reduction.along(axes, keepDims), x);
  }

  private boolean fits(List<Integer> axes) {
    return kind != Kind.PLACE || axes.size() == 1;
  }

  private void add(
      List<OperatorCase> cases, String label, List<Integer> axes, boolean keepDims, Tensor x) {
    if (fits(axes)) {
      cases.add(of(label, axes, keepDims, x));
    }
  }

  private OperatorCase of(String label, List<Integer> axes, boolean keepDims, Tensor x) {
    String kept = keepDims ? " kept" : "";
    return OperatorCase.of(label + " along " + axes + kept, reduction.along(axes, keepDims), x);
  }
}
