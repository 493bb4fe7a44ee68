package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.Normalization;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Softmax and its logarithm along every axis; batch normalization with given statistics. */
final class NormalizationSweep {
  private static final List<Shape> SAMPLES =
      List.of(
          Operand.IMAGES,
          Shape.of(4, 3),
          Shape.of(3, 4, 6),
          Shape.of(2, 3, 2, 5, 4),
          Shape.of(1, 3, 1, 1),
          Shape.of(8, 1, 3, 2));

  private NormalizationSweep() {}

  /** An operator along an axis. */
  @FunctionalInterface
  private interface Along {
    Op axis(int axis);
  }

  static void register(OperatorTable<OperatorSweep> table) {
    table
        .on(Normalization.Softmax.class, along(Normalization.Softmax::new))
        .on(Normalization.LogSoftmax.class, along(Normalization.LogSoftmax::new))
        .on(
            Normalization.BatchNormalization.class,
            new ListedSweep(
                NormalizationSweep::batchValues,
                NormalizationSweep::batchSpecial,
                NormalizationSweep::batchSmooth,
                NormalizationSweep::batchRandom));
  }

  private static OperatorSweep along(Along op) {
    return new ListedSweep(
        () -> softmaxValues(op),
        () -> softmaxSpecial(op),
        () -> softmaxSmooth(op),
        choices -> softmaxRandom(op, choices));
  }

  private static List<OperatorCase> softmaxValues(Along op) {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : Operand.FLOATING) {
      for (Shape shape : List.of(Operand.IMAGES, Shape.of(4, 6), Shape.of(3, 4, 5))) {
        for (int axis = -1; axis < shape.rank(); axis++) {
          Tensor x = Operand.moved(Operand.normal(dtype, 1, shape), 5, 0);
          cases.add(OperatorCase.of(dtype + " " + shape + " along " + axis, op.axis(axis), x));
        }
      }
    }
    DType dtype = DType.FLOAT32;
    Tensor five = Operand.normal(dtype, 2, Shape.of(2, 3, 2, 5, 4));
    cases.add(OperatorCase.of("rank 5 along 2", op.axis(2), five));
    cases.add(OperatorCase.of("rank 5 along -4", op.axis(-4), five));
    Tensor one = Operand.normal(dtype, 3, Shape.of(5));
    cases.add(OperatorCase.of("rank 1", op.axis(0), one));
    Tensor alone = Operand.normal(dtype, 4, Shape.of(3, 1));
    cases.add(OperatorCase.of("extent 1", op.axis(1), alone));
    Tensor images = Operand.normal(dtype, 5, Operand.IMAGES);
    cases.add(OperatorCase.of("along channels", op.axis(1), images).batched(0));
    cases.add(OperatorCase.of("along the batch", op.axis(0), images).batched(0));
    return cases;
  }

  private static List<OperatorCase> softmaxSpecial(Along op) {
    List<OperatorCase> cases = new ArrayList<>();
    DType dtype = DType.FLOAT32;
    for (int length : Operand.AWKWARD_LENGTHS) {
      Tensor x = Operand.normal(dtype, length, Shape.of(2, length));
      cases.add(OperatorCase.of("length " + length, op.axis(1), x));
    }
    cases.add(OperatorCase.of("nothing", op.axis(1), Tensor.allocate(dtype, Shape.of(0, 3))));
    Tensor x = Operand.normal(dtype, 6, Shape.of(3, 17));
    double inf = Double.POSITIVE_INFINITY;
    cases.add(OperatorCase.of("all equal", op.axis(1), Operand.moved(x, 0, 3)));
    cases.add(OperatorCase.of("huge", op.axis(1), Operand.moved(x, 1e4, 0)));
    cases.add(OperatorCase.of("far above 0", op.axis(1), Operand.moved(x, 1, 1000)));
    cases.add(OperatorCase.of("far below 0", op.axis(1), Operand.moved(x, 1, -1000)));
    cases.add(OperatorCase.of("largest of the type", op.axis(1), Operand.moved(x, 1e38, 0)));
    cases.add(OperatorCase.of("-Inf in one row", op.axis(1), Operand.with(x, 20, -inf)));
    cases.add(OperatorCase.of("NaN in one row", op.axis(1), Operand.with(x, 20, Double.NaN)));
    return cases;
  }

  private static List<OperatorCase> softmaxSmooth(Along op) {
    DType dtype = DType.FLOAT32;
    return List.of(
        OperatorCase.of("rows", op.axis(-1), Operand.normal(dtype, 1, Shape.of(3, 5))),
        OperatorCase.of("channels", op.axis(1), Operand.normal(dtype, 2, Shape.of(2, 3, 2, 2))),
        OperatorCase.of("samples", op.axis(0), Operand.normal(dtype, 3, Shape.of(4, 3))));
  }

  private static OperatorCase softmaxRandom(Along op, Choices choices) {
    DType dtype = Draw.dtype(choices, Operand.FLOATING);
    Shape shape = Draw.shape(choices, 1, 4, 9);
    int axis = choices.between(0, shape.rank() - 1) - (choices.flag() ? shape.rank() : 0);
    double spread = choices.oneOf(1, 10, 100);
    Tensor x = Operand.moved(Operand.normal(dtype, Draw.seed(choices), shape), spread, 0);
    return OperatorCase.of("random", op.axis(axis), x);
  }

  private static List<OperatorCase> batchValues() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : Operand.FLOATING) {
      for (Shape shape : SAMPLES) {
        cases.add(batch(dtype + " " + shape, 1e-5, dtype, 1, shape));
      }
    }
    cases.add(batch("eps 0.1", 0.1, DType.FLOAT32, 2, Operand.IMAGES));
    cases.add(batch("images", 1e-3, DType.FLOAT32, 3, Operand.IMAGES).batched(0));
    return cases;
  }

  private static List<OperatorCase> batchSpecial() {
    List<OperatorCase> cases = new ArrayList<>();
    DType dtype = DType.FLOAT32;
    for (int length : Operand.AWKWARD_LENGTHS) {
      cases.add(batch("channels " + length, 1e-5, dtype, length, Shape.of(2, length, 3)));
      cases.add(batch("pixels " + length, 1e-5, dtype, length, Shape.of(2, 3, length)));
    }
    OperatorCase plain = batch("plain", 1e-5, dtype, 4, Operand.IMAGES);
    Tensor x = plain.inputs().get(0);
    double inf = Double.POSITIVE_INFINITY;
    cases.add(replaced(plain, "NaN in one place", 0, Operand.with(x, 40, Double.NaN)));
    cases.add(replaced(plain, "Inf in one place", 0, Operand.with(x, 40, inf)));
    cases.add(replaced(plain, "variance 0", 4, Tensor.allocate(dtype, Shape.of(3))));
    Tensor mean = plain.inputs().get(3);
    cases.add(replaced(plain, "NaN in one mean", 3, Operand.with(mean, 1, Double.NaN)));
    return cases;
  }

  private static OperatorCase replaced(OperatorCase plain, String label, int index, Tensor with) {
    List<Tensor> inputs = new ArrayList<>(plain.inputs());
    inputs.set(index, with);
    return OperatorCase.of(label, plain.op(), inputs.toArray(Tensor[]::new));
  }

  private static List<OperatorCase> batchSmooth() {
    return List.of(
        batch("images", 1e-5, DType.FLOAT32, 1, Shape.of(2, 3, 2, 2)),
        batch("features", 0.1, DType.FLOAT32, 2, Shape.of(4, 3)));
  }

  private static OperatorCase batchRandom(Choices choices) {
    DType dtype = Draw.dtype(choices, Operand.FLOATING);
    Shape shape = Draw.shape(choices, 2, 4, 7);
    double eps = choices.oneOf(1e-5, 1e-3, 0.5);
    return batch("random", eps, dtype, Draw.seed(choices), shape);
  }

  private static OperatorCase batch(String label, double eps, DType dtype, long seed, Shape shape) {
    Shape channels = Shape.of(shape.dim(1));
    return OperatorCase.of(
        label,
        new Normalization.BatchNormalization(eps),
        Operand.normal(dtype, seed, shape),
        Operand.normal(dtype, seed + 1, channels),
        Operand.normal(dtype, seed + 2, channels),
        Operand.normal(dtype, seed + 3, channels),
        Operand.positive(dtype, seed + 4, channels));
  }
}
