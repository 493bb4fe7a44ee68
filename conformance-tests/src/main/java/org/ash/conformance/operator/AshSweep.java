package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ash.ir.AshComposite;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.reference.Oracle;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * ASH and its closed-form gradient over the same samples: far from 0, constant, of one element,
 * with NaN in one of them.
 *
 * @param gradient whether the gradient is swept; it is given the statistics of the samples
 */
record AshSweep(boolean gradient) implements OperatorSweep {
  private static final double EPS = 1e-5;

  private static final List<Shape> SHAPES =
      List.of(
          Operand.IMAGES,
          Shape.of(4, 6),
          Shape.of(3, 4, 6),
          Shape.of(2, 3, 2, 5, 4),
          Shape.of(1, 3, 1, 1),
          Shape.of(5, 1),
          Shape.of(1, 2, 7, 1),
          Shape.of(3, 16, 8, 8));

  static void register(OperatorTable<OperatorSweep> table) {
    table
        .on(AshComposite.Ash.class, new AshSweep(false))
        .on(AshComposite.AshGradient.class, new AshSweep(true));
  }

  @Override
  public List<OperatorCase> values() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : Operand.FLOATING) {
      for (Shape shape : SHAPES) {
        Tensor x = Operand.normal(dtype, 1, shape);
        cases.add(of(dtype + " " + shape, EPS, x, 1.25, 0.75));
      }
    }
    Tensor x = Operand.normal(DType.FLOAT32, 2, Operand.IMAGES);
    cases.add(of("alpha 1, z 0", EPS, x, 1, 0));
    cases.add(of("alpha 1, z 1.96", EPS, x, 1, 1.96));
    cases.add(of("alpha 0", EPS, x, 0, 1));
    cases.add(of("alpha below 0", EPS, x, -0.75, 0.5));
    cases.add(of("z below 0", EPS, x, 0.5, -1.5));
    cases.add(of("steep", EPS, x, 50, 0.5));
    cases.add(of("eps 0.1", 0.1, x, 1.25, 0.75));
    OperatorCase images = of("images", EPS, x, 1.25, 0.75);
    cases.add(gradient ? images.batched(0, 1, 4, 5) : images.batched(0));
    return cases;
  }

  @Override
  public List<OperatorCase> special() {
    List<OperatorCase> cases = new ArrayList<>();
    DType dtype = DType.FLOAT32;
    for (int length : Operand.AWKWARD_LENGTHS) {
      Tensor x = Operand.normal(dtype, length, Shape.of(3, length));
      cases.add(of("samples of " + length, EPS, x, 1.25, 0.75));
    }
    Tensor x = Operand.normal(dtype, 3, Operand.IMAGES);
    int half = x.size() / 2;
    // One-pass variances lose everything here (ASH-2).
    cases.add(of("far above 0", EPS, Operand.moved(x, 1, 1000), 1, 0.5));
    cases.add(of("far below 0", EPS, Operand.moved(x, 0.1, -1000), 1, 0.5));
    cases.add(of("tiny", EPS, Operand.moved(x, 1e-6, 0), 1, 0.5));
    cases.add(of("large", EPS, Operand.moved(x, 1e4, 0), 1, 0.5));
    cases.add(of("constant samples", EPS, Operand.moved(x, 0, 0.7), 1, 0.5));
    cases.add(of("zeros", EPS, Operand.moved(x, 0, 0), 1, 0.5));
    Tensor mixed = Tensor.generate(dtype, x.shape(), i -> i < half ? 3 : 100 * x.get(i));
    cases.add(of("a constant sample beside another", EPS, mixed, 1, 0.5));
    // Samples are independent (ASH-4), and one that is spoilt is spoilt as a whole (ASH-5).
    double inf = Double.POSITIVE_INFINITY;
    cases.add(of("NaN in one sample", EPS, Operand.with(x, 7, Double.NaN), 1, 0.5));
    cases.add(of("NaN in one sample, z 0", EPS, Operand.with(x, half, Double.NaN), 1, 0));
    cases.add(of("Inf in one sample", EPS, Operand.with(x, 7, inf), 1, 0.5));
    cases.add(of("-Inf in one sample, z 0", EPS, Operand.with(x, half + 3, -inf), 1, 0));
    return cases;
  }

  @Override
  public List<OperatorCase> smooth() {
    DType dtype = DType.FLOAT32;
    Tensor images = Operand.normal(dtype, 4, Shape.of(2, 3, 2, 2));
    Tensor features = Operand.normal(dtype, 5, Shape.of(3, 4));
    return List.of(
        of("images", EPS, images, 0.8, -0.6),
        of("features", 0.1, features, -1.2, 1.96),
        of("alpha 1, z 0", EPS, features, 1, 0));
  }

  @Override
  public OperatorCase random(Choices choices) {
    DType dtype = Draw.dtype(choices, Operand.FLOATING);
    Shape shape = Draw.shape(choices, 2, 4, 8);
    double alpha = choices.between(-4, 8) / 4.0;
    double z = choices.between(-8, 8) / 4.0;
    double spread = choices.oneOf(1.0, 0.1, 10.0);
    Tensor normal = Operand.normal(dtype, Draw.seed(choices), shape);
    Tensor x = Operand.moved(normal, spread, choices.oneOf(0, 1, -10));
    return of("random", EPS, x, alpha, z);
  }

  private OperatorCase of(String label, double eps, Tensor x, double alpha, double z) {
    Tensor a = Tensor.scalar(x.dtype(), alpha);
    Tensor b = Tensor.scalar(x.dtype(), z);
    Op forward = new AshComposite.Ash(eps);
    OperatorCase ash = OperatorCase.of(label, forward, x, a, b);
    if (!gradient) {
      return ash;
    }
    Map<String, Tensor> given = Oracle.evaluate(ash.graph(), ash.feeds(), Map.of()).outputs();
    Tensor dy = Tensor.of(x.dtype(), x.shape(), new Philox(6, 0).normals(x.size()));
    return OperatorCase.of(
        label,
        new AshComposite.AshGradient(eps),
        dy,
        x,
        a,
        b,
        rounded(x.dtype(), given.get("mean")),
        rounded(x.dtype(), given.get("std")));
  }

  /** The oracle's statistics as an engine would hand them on. */
  private static Tensor rounded(DType dtype, Tensor exact) {
    return Tensor.of(dtype, exact.shape(), exact.toDoubles());
  }
}
