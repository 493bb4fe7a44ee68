package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.Broadcasting;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Operators on two operands: broadcasting in every position, every type, every pair of special
 * values, integers that no floating type holds.
 *
 * @param op the operator
 * @param dtypes element types to try
 * @param domain where it is defined and smooth
 */
record BroadcastingSweep(Op op, List<DType> dtypes, Domain domain) implements OperatorSweep {

  /** Where an operator is smooth. */
  private enum Domain {
    REALS,
    /** The second operand is away from 0. */
    QUOTIENT,
    /** The first operand is above 0. */
    POWER,
    /** The operands are nowhere equal. */
    AWAY_FROM_EQUALITY,
    NOWHERE
  }

  /** Each axis repeated at the left, at the right, on both sides, and missing. */
  private static final List<long[][]> SHAPES =
      List.of(
          new long[][] {{2, 3, 5, 7}, {3, 1, 1}},
          new long[][] {{2, 1, 5, 1}, {3, 1, 7}},
          new long[][] {{}, {}},
          new long[][] {{5}, {}},
          new long[][] {{}, {5}},
          new long[][] {{1}, {4}},
          new long[][] {{3, 1, 1}, {2, 3, 5, 7}},
          new long[][] {{2, 3, 5, 7}, {2, 1, 1, 1}},
          new long[][] {{2, 3, 5, 7}, {7}},
          new long[][] {{7, 1}, {1, 6}},
          new long[][] {{2, 3, 4}, {2, 3, 4}},
          new long[][] {{2, 1, 3, 1, 5}, {4, 1, 2, 1}});

  /** How many of the shapes types other than the floating ones are tried on. */
  private static final int SHAPES_OF_INTEGERS = 4;

  static void register(OperatorTable<OperatorSweep> table) {
    on(table, new Broadcasting.Add(), Operand.NUMBERS, Domain.REALS);
    on(table, new Broadcasting.Sub(), Operand.NUMBERS, Domain.REALS);
    on(table, new Broadcasting.Mul(), Operand.NUMBERS, Domain.REALS);
    on(table, new Broadcasting.Div(), Operand.NUMBERS, Domain.QUOTIENT);
    on(table, new Broadcasting.Pow(), Operand.FLOATING, Domain.POWER);
    on(table, new Broadcasting.Max(), Operand.NUMBERS, Domain.AWAY_FROM_EQUALITY);
    on(table, new Broadcasting.Min(), Operand.NUMBERS, Domain.AWAY_FROM_EQUALITY);
    on(table, new Broadcasting.Equal(), Operand.ALL, Domain.NOWHERE);
    on(table, new Broadcasting.Greater(), Operand.ALL, Domain.NOWHERE);
    on(table, new Broadcasting.Less(), Operand.ALL, Domain.NOWHERE);
    on(table, new Broadcasting.And(), List.of(DType.BOOL), Domain.NOWHERE);
    on(table, new Broadcasting.Or(), List.of(DType.BOOL), Domain.NOWHERE);
    ChoiceSweep.register(table);
  }

  private static void on(
      OperatorTable<OperatorSweep> table, Op op, List<DType> dtypes, Domain domain) {
    table.on(op.getClass(), new BroadcastingSweep(op, dtypes, domain));
  }

  @Override
  public List<OperatorCase> values() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : dtypes) {
      boolean all = dtype.isFloating() || dtype == dtypes.get(0);
      for (long[][] shapes : all ? SHAPES : SHAPES.subList(0, SHAPES_OF_INTEGERS)) {
        Shape a = Shape.of(shapes[0]);
        Shape b = Shape.of(shapes[1]);
        cases.add(of(dtype + " " + a + " and " + b, dtype, 1, a, b));
      }
    }
    DType dtype = dtypes.get(0);
    Shape images = Operand.IMAGES;
    cases.add(of("per channel", dtype, 2, images, Shape.of(3, 1, 1)).batched(0));
    cases.add(of("alike", dtype, 3, images, images).batched(0, 1));
    cases.add(of("per sample", dtype, 4, images, Shape.of(2, 1, 1, 1)).batched(0, 1));
    return cases;
  }

  @Override
  public List<OperatorCase> special() {
    List<OperatorCase> cases = new ArrayList<>();
    DType dtype = dtypes.get(0);
    for (int length : Operand.LENGTHS_OF_LINES) {
      cases.add(of("length " + length, dtype, length, Shape.of(length), Shape.of(length)));
    }
    cases.add(of("nothing", dtype, 1, Shape.of(0, 3), Shape.of(3)));
    dtypes.stream().filter(DType::isFloating).map(this::specialPairs).forEach(cases::add);
    if (dtypes.contains(DType.INT64)) {
      integers(cases);
    }
    return cases;
  }

  /**
   * Each special value with each other. Exponents are finite: languages do not agree on 1 and -1 to
   * the power NaN or Inf.
   */
  private OperatorCase specialPairs(DType dtype) {
    Tensor special = Operand.special(dtype);
    Tensor column = special.reshape(special.size(), 1);
    Tensor row =
        domain == Domain.POWER
            ? Tensor.of(dtype, Shape.of(7), new double[] {0, -0.0, 1, 2, -1, 0.5, 3})
            : special;
    return OperatorCase.of("special values of " + dtype, op, column, row);
  }

  /** Numbers that FLOAT32, FLOAT64 and signed bytes do not hold. */
  private void integers(List<OperatorCase> cases) {
    boolean product = op instanceof Broadcasting.Mul;
    long edge = product ? 1L << 30 : 1L << 53;
    long other = product ? 3 : edge;
    cases.add(
        OperatorCase.of(
            "beyond FLOAT64",
            op,
            Tensor.ofLongs(new long[] {(edge << 1) + 1, edge + 1, -edge - 1}, 3),
            Tensor.ofLongs(new long[] {other, other, -other}, 3)));
    int small = product ? 5 : 1 << 24;
    cases.add(
        OperatorCase.of(
            "beyond FLOAT32",
            op,
            Tensor.ofInts(new int[] {(1 << 24) + 1, (1 << 25) + 3, -(1 << 24) - 1}, 3),
            Tensor.ofInts(new int[] {small, small, -small}, 3)));
    cases.add(
        OperatorCase.of(
            "beyond signed bytes",
            op,
            Tensor.of(DType.UINT8, Shape.of(4), new double[] {200, 128, 254, 100}),
            Tensor.of(DType.UINT8, Shape.of(4), new double[] {1, 1, 1, 2})));
  }

  @Override
  public List<OperatorCase> smooth() {
    if (domain == Domain.NOWHERE) {
      return List.of();
    }
    return List.of(
        smooth("alike", Shape.of(2, 3), Shape.of(2, 3)),
        smooth("per channel", Shape.of(2, 3, 2), Shape.of(3, 1)),
        smooth("crosswise", Shape.of(3, 1), Shape.of(2, 1, 4)),
        smooth("by a scalar", Shape.of(2, 4), Shape.scalar()),
        smooth("of a scalar", Shape.scalar(), Shape.of(2, 4)));
  }

  private OperatorCase smooth(String label, Shape a, Shape b) {
    DType dtype = DType.FLOAT32;
    return switch (domain) {
      case AWAY_FROM_EQUALITY ->
          OperatorCase.of(
              label,
              op,
              Operand.distinct(dtype, 1, a),
              Operand.moved(Operand.distinct(dtype, 2, b), 1, 0.05));
      case QUOTIENT ->
          OperatorCase.of(label, op, Operand.normal(dtype, 1, a), Operand.positive(dtype, 2, b));
      case POWER ->
          OperatorCase.of(label, op, Operand.positive(dtype, 1, a), Operand.normal(dtype, 2, b));
      case REALS, NOWHERE ->
          OperatorCase.of(label, op, Operand.normal(dtype, 1, a), Operand.normal(dtype, 2, b));
    };
  }

  @Override
  public OperatorCase random(Choices choices) {
    DType dtype = Draw.dtype(choices, dtypes);
    Shape result = Draw.shape(choices, 0, 4, 6);
    Shape a = Draw.repeated(choices, result);
    Shape b = Draw.repeated(choices, result);
    return of("random", dtype, Draw.seed(choices), a, b);
  }

  /** Operands of the domain; integers are not divided by 0. */
  private OperatorCase of(String label, DType dtype, long seed, Shape a, Shape b) {
    Tensor first = Operand.any(dtype, seed, a);
    Tensor second = Operand.any(dtype, seed + 1000, b);
    if (domain == Domain.POWER) {
      first = Operand.positive(dtype, seed, a);
    }
    if (domain == Domain.QUOTIENT && !dtype.isFloating()) {
      Tensor any = second;
      second = Tensor.generate(dtype, b, i -> any.get(i) == 0 ? 2 : any.get(i));
    }
    return OperatorCase.of(label, op, first, second);
  }
}
