package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ash.ir.Elementwise;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Operators on single elements: the values they are likely to meet, and every awkward length.
 *
 * @param operators the operator with the attributes to try
 * @param dtypes element types to try
 * @param domain where it is defined and smooth
 */
record ElementwiseSweep(List<? extends Op> operators, List<DType> dtypes, Domain domain)
    implements OperatorSweep {
  /** Where an operator is smooth. */
  private enum Domain {
    REALS,
    /** Kinks at 0 and at the bounds of Clip. */
    AWAY_FROM_KINKS,
    POSITIVE,
    NOWHERE
  }

  static void register(OperatorTable<OperatorSweep> table) {
    smooth(table, Domain.AWAY_FROM_KINKS, new Elementwise.Abs());
    smooth(table, Domain.AWAY_FROM_KINKS, new Elementwise.Relu());
    smooth(table, Domain.AWAY_FROM_KINKS, new Elementwise.Sign());
    smooth(table, Domain.AWAY_FROM_KINKS, new Elementwise.Floor());
    smooth(table, Domain.AWAY_FROM_KINKS, new Elementwise.Reciprocal());
    smooth(table, Domain.POSITIVE, new Elementwise.Log());
    smooth(table, Domain.POSITIVE, new Elementwise.Sqrt());
    smooth(table, Domain.REALS, new Elementwise.Neg());
    smooth(table, Domain.REALS, new Elementwise.Exp());
    smooth(table, Domain.REALS, new Elementwise.Sigmoid());
    smooth(table, Domain.REALS, new Elementwise.Tanh());
    smooth(table, Domain.REALS, new Elementwise.Erf());
    smooth(table, Domain.REALS, new Elementwise.Softplus());
    table.on(
        Elementwise.Clip.class,
        new ElementwiseSweep(
            List.of(new Elementwise.Clip(-0.45, 1.45), new Elementwise.Clip(0, 6)),
            Operand.FLOATING,
            Domain.AWAY_FROM_KINKS));
    table.on(
        Elementwise.StopGradient.class,
        new ElementwiseSweep(List.of(new Elementwise.StopGradient()), Operand.ALL, Domain.NOWHERE));
    table.on(
        Elementwise.IsNaN.class,
        new ElementwiseSweep(List.of(new Elementwise.IsNaN()), Operand.FLOATING, Domain.NOWHERE));
    table.on(
        Elementwise.Not.class,
        new ElementwiseSweep(List.of(new Elementwise.Not()), List.of(DType.BOOL), Domain.NOWHERE));
    table.on(
        Elementwise.Cast.class,
        new ElementwiseSweep(
            Operand.ALL.stream().map(Elementwise.Cast::new).toList(), Operand.ALL, Domain.REALS));
  }

  private static void smooth(OperatorTable<OperatorSweep> table, Domain domain, Op op) {
    table.on(op.getClass(), new ElementwiseSweep(List.of(op), Operand.FLOATING, domain));
  }

  @Override
  public List<OperatorCase> values() {
    List<OperatorCase> cases = new ArrayList<>();
    each(cases, "images", Operand.IMAGES);
    each(cases, "scalar", Shape.scalar());
    scaled(cases, "wide", 10);
    scaled(cases, "tiny", 1e-10);
    operators.forEach(
        op ->
            cases.add(
                OperatorCase.of(
                        attributes(op) + "images of " + dtypes.get(0),
                        op,
                        operand(op, dtypes.get(0), 3, Operand.IMAGES))
                    .batched(0)));
    return cases;
  }

  @Override
  public List<OperatorCase> special() {
    List<OperatorCase> cases = new ArrayList<>();
    DType dtype = dtypes.get(0);
    for (int length : Operand.LENGTHS_OF_LINES) {
      add(
          cases,
          "length " + length,
          operators.get(0),
          Operand.any(dtype, length, Shape.of(length)));
    }
    for (Op op : operators) {
      if (!(op instanceof Elementwise.Cast cast) || cast.to().isFloating()) {
        floating()
            .forEach(each -> add(cases, "special values of " + each, op, Operand.special(each)));
      }
    }
    add(cases, "nothing", operators.get(0), Tensor.allocate(dtype, Shape.of(0, 3)));
    return cases;
  }

  @Override
  public List<OperatorCase> smooth() {
    if (domain == Domain.NOWHERE) {
      return List.of();
    }
    List<OperatorCase> cases = new ArrayList<>();
    for (Op op : operators) {
      if (!(op instanceof Elementwise.Cast cast) || cast.to().isFloating()) {
        add(cases, "smooth", op, inDomain(Shape.of(2, 3, 4)));
      }
    }
    return cases;
  }

  @Override
  public OperatorCase random(Choices choices) {
    Op op = operators.get(choices.between(0, operators.size() - 1));
    DType dtype = dtypes.get(choices.between(0, dtypes.size() - 1));
    Shape shape = Draw.shape(choices, 0, 4, 9);
    return OperatorCase.of("random", op, operand(op, dtype, choices.between(0, 1000), shape));
  }

  /** At least 0.05 away from 0, the whole numbers and the bounds of Clip where there is a kink. */
  private Tensor inDomain(Shape shape) {
    if (domain == Domain.POSITIVE) {
      return Operand.positive(DType.FLOAT32, 4, shape);
    }
    Tensor x = Operand.normal(DType.FLOAT32, 4, shape);
    return domain == Domain.REALS
        ? x
        : Tensor.generate(DType.FLOAT32, shape, i -> (Math.floor(x.get(i) * 5) + 0.5) / 5);
  }

  private void each(List<OperatorCase> cases, String label, Shape shape) {
    for (Op op : operators) {
      for (DType dtype : dtypes) {
        add(cases, label + " of " + dtype, op, operand(op, dtype, 1, shape));
      }
    }
  }

  /** Any values; none below 0 where UINT8 is asked for, since what becomes of them is undefined. */
  private static Tensor operand(Op op, DType dtype, long seed, Shape shape) {
    Tensor any = Operand.any(dtype, seed, shape);
    return op instanceof Elementwise.Cast cast && cast.to() == DType.UINT8
        ? Tensor.generate(dtype, shape, i -> Math.abs(any.get(i)))
        : any;
  }

  /** Numbers of another size, where functions saturate or are their argument. */
  private void scaled(List<OperatorCase> cases, String label, double factor) {
    for (Op op : operators) {
      floating()
          .forEach(
              dtype -> {
                Tensor x = operand(op, dtype, 5, Operand.IMAGES);
                add(cases, label + " of " + dtype, op, Operand.moved(x, factor, 0));
              });
    }
  }

  private Stream<DType> floating() {
    return dtypes.stream().filter(DType::isFloating);
  }

  private void add(List<OperatorCase> cases, String label, Op op, Tensor x) {
    cases.add(OperatorCase.of(attributes(op) + label, op, x));
  }

  private String attributes(Op op) {
    return operators.size() == 1 ? "" : op + " ";
  }
}
