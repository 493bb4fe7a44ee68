package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.ActivationComposite;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Activations made of primitives, on one operand or with a second one.
 *
 * @param operators the operator with the attributes to try
 * @param second what the second operand is
 * @param vanishes whether the function at -Inf is a product of Inf and 0, NaN by its formula and 0
 *     as a limit; such a case says nothing
 */
record ActivationSweep(List<? extends Op> operators, Second second, boolean vanishes)
    implements OperatorSweep {

  /** What the second operand of an activation is. */
  private enum Second {
    NONE,
    /** One number for each channel. */
    PER_CHANNEL,
    /** A tensor of the shape of the first. */
    ALIKE
  }

  static void register(OperatorTable<OperatorSweep> table) {
    on(
        table,
        Second.NONE,
        false,
        new ActivationComposite.LeakyRelu(0.01),
        new ActivationComposite.LeakyRelu(0.2),
        // Above 1 it is not max(x, slope x); below 0 it falls and rises.
        new ActivationComposite.LeakyRelu(2),
        new ActivationComposite.LeakyRelu(-0.5));
    on(table, Second.NONE, false, new ActivationComposite.Elu(1), new ActivationComposite.Elu(1.5));
    on(table, Second.NONE, false, new ActivationComposite.Selu());
    on(table, Second.NONE, true, new ActivationComposite.Gelu());
    on(
        table,
        Second.NONE,
        true,
        new ActivationComposite.Swish(1),
        new ActivationComposite.Swish(1.5));
    on(table, Second.PER_CHANNEL, false, new ActivationComposite.PRelu());
    on(table, Second.ALIKE, false, new ActivationComposite.ReluGradient());
  }

  private static void on(
      OperatorTable<OperatorSweep> table, Second second, boolean vanishes, Op... operators) {
    table.on(operators[0].getClass(), new ActivationSweep(List.of(operators), second, vanishes));
  }

  @Override
  public List<OperatorCase> values() {
    List<OperatorCase> cases = new ArrayList<>();
    List<Shape> shapes =
        List.of(
            Operand.IMAGES,
            Shape.of(4, 3),
            Shape.of(2, 3, 4),
            Shape.of(2, 3, 2, 1, 4),
            Shape.of(1, 1));
    for (Op op : operators) {
      for (DType dtype : Operand.FLOATING) {
        for (Shape shape : shapes) {
          add(cases, dtype + " " + shape, op, Operand.normal(dtype, 1, shape));
        }
        Tensor wide = Operand.moved(Operand.normal(dtype, 2, Operand.IMAGES), 10, 0);
        add(cases, dtype + " wide", op, wide);
      }
      String label = operators.size() == 1 ? "images" : op + " images";
      OperatorCase images = of(label, op, Operand.normal(DType.FLOAT32, 3, Operand.IMAGES));
      cases.add(second == Second.ALIKE ? images.batched(0, 1) : images.batched(0));
      if (second == Second.NONE) {
        add(cases, "scalar", op, Operand.normal(DType.FLOAT32, 4, Shape.scalar()));
      }
    }
    return cases;
  }

  @Override
  public List<OperatorCase> special() {
    List<OperatorCase> cases = new ArrayList<>();
    DType dtype = DType.FLOAT32;
    for (int length : Operand.LENGTHS_OF_LINES) {
      Shape shape = Shape.of(2, 3, length);
      add(cases, "length " + length, operators.get(0), Operand.normal(dtype, length, shape));
    }
    for (Op op : operators) {
      for (DType floating : Operand.FLOATING) {
        add(cases, "special values of " + floating, op, defined(Operand.special(floating)));
      }
      Tensor large = Operand.moved(Operand.normal(dtype, 5, Operand.IMAGES), 1000, 0);
      add(cases, "large", op, large);
    }
    if (second == Second.ALIKE) {
      Operand.FLOATING.forEach(floating -> gradientsAtZero(cases, floating));
    }
    add(cases, "nothing", operators.get(0), Tensor.allocate(dtype, Shape.of(0, 3)));
    return cases;
  }

  /** In one line, without what says nothing. */
  private Tensor defined(Tensor special) {
    return Tensor.generate(
        special.dtype(),
        Shape.of(1, 1, special.size()),
        i -> vanishes && special.get(i) == Double.NEGATIVE_INFINITY ? 2 : special.get(i));
  }

  /** Nothing comes through where y is not above 0, whatever the upstream gradient is. */
  private void gradientsAtZero(List<OperatorCase> cases, DType dtype) {
    Tensor dy = Operand.normal(dtype, 6, Shape.of(1, 4));
    Tensor y = Tensor.of(dtype, Shape.of(1, 4), new double[] {0, -0.0, 1, -1});
    double inf = Double.POSITIVE_INFINITY;
    zeros(cases, "at zeros", dy, y);
    zeros(cases, "NaN at 0", Operand.with(dy, 0, Double.NaN), y);
    zeros(cases, "Inf at 0", Operand.with(dy, 0, inf), y);
    zeros(cases, "Inf at -0", Operand.with(dy, 1, inf), y);
    zeros(cases, "-Inf below 0", Operand.with(dy, 3, -inf), y);
    zeros(cases, "NaN above 0", Operand.with(dy, 2, Double.NaN), y);
    zeros(cases, "Inf above 0", Operand.with(dy, 2, -inf), y);
    zeros(cases, "at Inf", dy, Operand.with(y, 2, inf));
    zeros(cases, "at NaN", dy, Operand.with(y, 2, Double.NaN));
    zeros(cases, "Inf at NaN", Operand.with(dy, 2, inf), Operand.with(y, 2, Double.NaN));
  }

  private void zeros(List<OperatorCase> cases, String label, Tensor dy, Tensor y) {
    cases.add(OperatorCase.of(label + " of " + dy.dtype(), operators.get(0), dy, y));
  }

  @Override
  public List<OperatorCase> smooth() {
    List<OperatorCase> cases = new ArrayList<>();
    for (Op op : operators) {
      add(cases, "images", op, Operand.distinct(DType.FLOAT32, 1, Shape.of(2, 3, 2, 2)));
      add(cases, "features", op, Operand.distinct(DType.FLOAT32, 2, Shape.of(4, 3)));
    }
    return cases;
  }

  @Override
  public OperatorCase random(Choices choices) {
    Op op = operators.get(choices.between(0, operators.size() - 1));
    DType dtype = Draw.dtype(choices, Operand.FLOATING);
    Shape shape = Draw.shape(choices, 2, 4, 9);
    double spread = choices.oneOf(1, 5, 30);
    Tensor x = Operand.moved(Operand.normal(dtype, Draw.seed(choices), shape), spread, 0);
    return of("random", op, x);
  }

  private void add(List<OperatorCase> cases, String label, Op op, Tensor x) {
    cases.add(of(operators.size() == 1 ? label : op + " " + label, op, x));
  }

  private OperatorCase of(String label, Op op, Tensor x) {
    return switch (second) {
      case NONE -> OperatorCase.of(label, op, x);
      case PER_CHANNEL ->
          OperatorCase.of(label, op, x, Operand.normal(x.dtype(), 9, Shape.of(x.shape().dim(1))));
      // The gradient arriving, then what Relu gave, which decides.
      case ALIKE -> OperatorCase.of(label, op, Operand.normal(x.dtype(), 9, x.shape()), x);
    };
  }
}
