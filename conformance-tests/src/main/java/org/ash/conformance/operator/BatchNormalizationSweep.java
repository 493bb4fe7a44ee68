package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ash.ir.BatchNormalizationComposite.BatchNormalizationGradient;
import org.ash.ir.BatchNormalizationComposite.BatchNormalizationTraining;
import org.ash.ir.OperatorTable;
import org.ash.reference.Oracle;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Batch normalization with the batch's statistics, and its gradient, over the same batches: few
 * values for a channel, where N / (N - 1) shows most, one value, constant channels, far from 0.
 *
 * @param gradient whether the gradient is swept; it is given the statistics of the batch
 */
record BatchNormalizationSweep(boolean gradient) implements OperatorSweep {
  private static final double EPS = 1e-5;

  private static final List<Shape> SHAPES =
      List.of(
          Operand.IMAGES,
          Shape.of(4, 3, 5, 6),
          Shape.of(2, 3),
          Shape.of(8, 5),
          Shape.of(3, 4, 6),
          Shape.of(2, 3, 2, 5, 4),
          Shape.of(1, 2, 7, 1),
          Shape.of(6, 1, 2, 3),
          Shape.of(8, 16, 6, 7));

  static void register(OperatorTable<OperatorSweep> table) {
    table
        .on(BatchNormalizationTraining.class, new BatchNormalizationSweep(false))
        .on(BatchNormalizationGradient.class, new BatchNormalizationSweep(true));
  }

  @Override
  public List<OperatorCase> values() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : Operand.FLOATING) {
      for (Shape shape : SHAPES) {
        cases.add(of(dtype + " " + shape, EPS, Operand.normal(dtype, 1, shape)));
      }
    }
    Tensor x = Operand.normal(DType.FLOAT32, 2, Operand.IMAGES);
    cases.add(of("eps 0.1", 0.1, x));
    cases.add(of("eps 1e-3", 1e-3, x));
    OperatorCase images = of("images", EPS, x);
    cases.add(gradient ? images.batched(0, 1) : images.batched(0));
    OperatorCase features = of("features", EPS, Operand.normal(DType.FLOAT32, 3, Shape.of(4, 6)));
    cases.add(gradient ? features.batched(0, 1) : features.batched(0));
    return cases;
  }

  @Override
  public List<OperatorCase> special() {
    List<OperatorCase> cases = new ArrayList<>();
    DType dtype = DType.FLOAT32;
    for (int length : Operand.AWKWARD_LENGTHS) {
      Tensor wide = Operand.normal(dtype, length, Shape.of(2, 3, length));
      cases.add(of("pixels " + length, EPS, wide));
      Tensor deep = Operand.normal(dtype, length, Shape.of(2, length, 3));
      cases.add(of("channels " + length, EPS, deep));
    }
    // Variance 0 and finite gradients.
    cases.add(of("one value in each channel", EPS, Operand.normal(dtype, 4, Shape.of(1, 3, 1, 1))));
    cases.add(of("one row", EPS, Operand.normal(dtype, 5, Shape.of(1, 4))));
    Tensor x = Operand.normal(dtype, 6, Operand.IMAGES);
    cases.add(of("constant", EPS, Operand.moved(x, 0, 0.7)));
    cases.add(of("zeros", EPS, Operand.moved(x, 0, 0)));
    // One-pass variances lose everything here.
    cases.add(of("far above 0", EPS, Operand.moved(x, 1, 1000)));
    cases.add(of("far below 0", EPS, Operand.moved(x, 0.1, -1000)));
    cases.add(of("tiny", EPS, Operand.moved(x, 1e-6, 0)));
    cases.add(of("large", EPS, Operand.moved(x, 1e4, 0)));
    cases.add(of("NaN in one channel", EPS, Operand.with(x, 40, Double.NaN)));
    return cases;
  }

  @Override
  public List<OperatorCase> smooth() {
    DType dtype = DType.FLOAT32;
    return List.of(
        of("images", EPS, Operand.normal(dtype, 7, Shape.of(2, 3, 2, 2))),
        of("features", 0.1, Operand.normal(dtype, 8, Shape.of(4, 3))));
  }

  @Override
  public OperatorCase random(Choices choices) {
    DType dtype = Draw.dtype(choices, Operand.FLOATING);
    Shape shape = Draw.shape(choices, 2, 4, 7);
    double spread = choices.oneOf(1.0, 0.1, 10.0);
    Tensor normal = Operand.normal(dtype, Draw.seed(choices), shape);
    return of("random", EPS, Operand.moved(normal, spread, choices.oneOf(0, 1, -10)));
  }

  private OperatorCase of(String label, double eps, Tensor x) {
    DType dtype = x.dtype();
    Shape channels = Shape.of(x.shape().dim(1));
    Tensor scale = Operand.normal(dtype, 101, channels);
    Tensor bias = Operand.normal(dtype, 102, channels);
    OperatorCase forward =
        OperatorCase.of(label, new BatchNormalizationTraining(eps), x, scale, bias);
    if (!gradient) {
      return forward;
    }
    Map<String, Tensor> given =
        Oracle.evaluate(forward.graph(), forward.feeds(), Map.of()).outputs();
    return OperatorCase.of(
        label,
        new BatchNormalizationGradient(eps),
        Operand.normal(dtype, 103, x.shape()),
        x,
        scale,
        Tensor.of(dtype, channels, given.get("mean").toDoubles()),
        Tensor.of(dtype, channels, given.get("variance").toDoubles()));
  }
}
