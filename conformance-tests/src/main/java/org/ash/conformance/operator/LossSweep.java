package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.LossComposite;
import org.ash.ir.OperatorTable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Softmax cross-entropy and its gradient over the same rows: one-hot, smoothed and arbitrary
 * labels, logits so large that an exponential overflows.
 *
 * @param gradient whether the gradient is swept
 */
record LossSweep(boolean gradient) implements OperatorSweep {

  static void register(OperatorTable<OperatorSweep> table) {
    table
        .on(LossComposite.SoftmaxCrossEntropy.class, new LossSweep(false))
        .on(LossComposite.SoftmaxCrossEntropyGradient.class, new LossSweep(true));
  }

  @Override
  public List<OperatorCase> values() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : Operand.FLOATING) {
      for (Shape shape : List.of(Shape.of(6, 10), Shape.of(1, 3), Shape.of(5, 1))) {
        Tensor logits = Operand.moved(Operand.normal(dtype, 1, shape), 4, 0);
        cases.add(of(dtype + " one-hot " + shape, logits, oneHot(dtype, shape)));
        Tensor smoothed = Operand.moved(oneHot(dtype, shape), 0.9, 0.1 / shape.dim(1));
        cases.add(of(dtype + " smoothed " + shape, logits, smoothed));
        // Not probabilities: they add up to anything.
        cases.add(of(dtype + " weights " + shape, logits, Operand.normal(dtype, 2, shape)));
      }
    }
    Shape rows = Shape.of(4, 7);
    DType dtype = DType.FLOAT32;
    OperatorCase batch = of("rows", Operand.normal(dtype, 3, rows), oneHot(dtype, rows));
    cases.add(gradient ? batch.batched(0, 1, 2) : batch.batched(0, 1));
    return cases;
  }

  @Override
  public List<OperatorCase> special() {
    List<OperatorCase> cases = new ArrayList<>();
    DType dtype = DType.FLOAT32;
    for (int length : Operand.AWKWARD_LENGTHS) {
      Shape shape = Shape.of(3, length);
      cases.add(
          of("classes " + length, Operand.normal(dtype, length, shape), oneHot(dtype, shape)));
      Shape deep = Shape.of(length, 3);
      cases.add(of("samples " + length, Operand.normal(dtype, length, deep), oneHot(dtype, deep)));
    }
    Shape shape = Shape.of(4, 6);
    Tensor logits = Operand.normal(dtype, 4, shape);
    Tensor labels = oneHot(dtype, shape);
    cases.add(of("huge logits", Operand.moved(logits, 1e4, 0), labels));
    cases.add(of("logits far above 0", Operand.moved(logits, 1, 1000), labels));
    cases.add(of("logits far below 0", Operand.moved(logits, 1, -1000), labels));
    cases.add(of("equal logits", Operand.moved(logits, 0, 2), labels));
    cases.add(of("no labels", logits, Tensor.allocate(dtype, shape)));
    cases.add(of("NaN in one row", Operand.with(logits, 8, Double.NaN), labels));
    cases.add(of("NaN among labels", logits, Operand.with(labels, 8, Double.NaN)));
    return cases;
  }

  @Override
  public List<OperatorCase> smooth() {
    DType dtype = DType.FLOAT32;
    Shape shape = Shape.of(3, 4);
    Tensor logits = Operand.normal(dtype, 5, shape);
    return List.of(
        of("one-hot", logits, oneHot(dtype, shape)),
        of("weights", logits, Operand.normal(dtype, 6, shape)));
  }

  @Override
  public OperatorCase random(Choices choices) {
    DType dtype = Draw.dtype(choices, Operand.FLOATING);
    Shape shape = Draw.shape(choices, 2, 2, 12);
    double spread = choices.oneOf(1, 10, 100);
    Tensor logits = Operand.moved(Operand.normal(dtype, Draw.seed(choices), shape), spread, 0);
    boolean weights = choices.flag();
    return of("random", logits, weights ? Operand.normal(dtype, 7, shape) : oneHot(dtype, shape));
  }

  private static Tensor oneHot(DType dtype, Shape shape) {
    int classes = (int) shape.dim(1);
    return Tensor.generate(
        dtype, shape, i -> i % classes == (i / classes * 5 + 2) % classes ? 1 : 0);
  }

  private OperatorCase of(String label, Tensor logits, Tensor labels) {
    if (!gradient) {
      return OperatorCase.of(label, new LossComposite.SoftmaxCrossEntropy(), logits, labels);
    }
    Tensor dloss = Operand.normal(logits.dtype(), 8, Shape.of(logits.shape().dim(0)));
    return OperatorCase.of(
        label, new LossComposite.SoftmaxCrossEntropyGradient(), dloss, logits, labels);
  }
}
