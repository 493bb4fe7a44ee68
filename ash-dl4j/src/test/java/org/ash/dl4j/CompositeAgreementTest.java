package org.ash.dl4j;

import java.util.List;
import java.util.stream.Stream;
import org.ash.ir.ActivationComposite;
import org.ash.ir.AshComposite;
import org.ash.ir.BatchNormalizationComposite;
import org.ash.ir.LossComposite;
import org.ash.ir.Normalization;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Normalizations, losses, ASH and gradients of activations agree with the oracle. */
final class CompositeAgreementTest {

  static Stream<Arguments> images() {
    return Stream.of(
            new long[] {4, 3, 5, 6},
            new long[] {1, 3, 1, 1},
            new long[] {1, 2, 7, 1},
            new long[] {8, 5},
            new long[] {3, 4, 6},
            new long[] {32, 16, 8, 8})
        .flatMap(
            dims ->
                Stream.of(DType.FLOAT32, DType.FLOAT64).map(dtype -> Arguments.of(dims, dtype)));
  }

  @ParameterizedTest
  @MethodSource("images")
  void batchNormalizationTraining_reportsThePopulationVariance(long[] dims, DType dtype) {
    Agreement.check(
        Computation.of(
            new BatchNormalizationComposite.BatchNormalizationTraining(1e-5),
            Computation.normal(dtype, 1, dims),
            Computation.normal(dtype, 2, dims[1]),
            Computation.normal(dtype, 3, dims[1])),
        Tolerance.composite(perChannel(dims)));
  }

  @ParameterizedTest
  @MethodSource("images")
  void batchNormalizationGradient_ofGivenStatistics(long[] dims, DType dtype) {
    Tensor x = Computation.normal(dtype, 1, dims);
    Computation forward =
        Computation.of(
            new BatchNormalizationComposite.BatchNormalizationTraining(1e-5),
            x,
            Computation.normal(dtype, 2, dims[1]),
            Computation.normal(dtype, 3, dims[1]));
    Tensor mean = forward.exact().get("y1");
    Tensor variance = forward.exact().get("y2");
    Agreement.check(
        Computation.of(
            new BatchNormalizationComposite.BatchNormalizationGradient(1e-5),
            Computation.normal(dtype, 4, dims),
            x,
            Computation.normal(dtype, 2, dims[1]),
            Tensor.of(dtype, mean.shape(), mean.toDoubles()),
            Tensor.of(dtype, variance.shape(), variance.toDoubles())),
        Tolerance.composite(perChannel(dims)));
  }

  @ParameterizedTest
  @MethodSource("images")
  void batchNormalizationGradient_ofTheForwardNodesStatistics(long[] dims, DType dtype) {
    Agreement.check(
        Computation.of(
            (g, in) -> {
              List<Value> forward =
                  g.applyAll(
                      new BatchNormalizationComposite.BatchNormalizationTraining(1e-5),
                      in.get(0),
                      in.get(1),
                      in.get(2));
              return g.applyAll(
                  new BatchNormalizationComposite.BatchNormalizationGradient(1e-5),
                  in.get(3),
                  in.get(0),
                  in.get(1),
                  forward.get(1),
                  forward.get(2));
            },
            Computation.normal(dtype, 1, dims),
            Computation.normal(dtype, 2, dims[1]),
            Computation.normal(dtype, 3, dims[1]),
            Computation.normal(dtype, 4, dims)),
        Tolerance.composite(perChannel(dims)));
  }

  @ParameterizedTest
  @MethodSource("images")
  void batchNormalization_withGivenStatistics(long[] dims, DType dtype) {
    Tensor variance = Computation.normal(dtype, 5, dims[1]);
    Agreement.check(
        Computation.of(
            new Normalization.BatchNormalization(1e-5),
            Computation.normal(dtype, 1, dims),
            Computation.normal(dtype, 2, dims[1]),
            Computation.normal(dtype, 3, dims[1]),
            Computation.normal(dtype, 4, dims[1]),
            Tensor.generate(dtype, variance.shape(), i -> Math.abs(variance.get(i)) + 0.01)),
        Tolerance.composite(4));
  }

  @ParameterizedTest
  @MethodSource("images")
  void softmaxAndItsLogarithm_alongEveryAxis(long[] dims, DType dtype) {
    Tensor x = Computation.normal(dtype, 1, dims);
    Tensor wide = Tensor.generate(dtype, x.shape(), i -> 10 * x.get(i));
    for (int axis = -1; axis < dims.length; axis++) {
      Agreement.check(
          Computation.of(new Normalization.Softmax(axis), wide), Tolerance.composite(30));
      Agreement.check(
          Computation.of(new Normalization.LogSoftmax(axis), wide), Tolerance.composite(30));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void softmaxCrossEntropyAndGradient_takeLabelsOfAnySum(DType dtype) {
    Tensor logits = Computation.normal(dtype, 1, 6, 10);
    Tensor labels = Tensor.generate(dtype, Shape.of(6, 10), i -> i % 11 == 0 ? 0.9 : 0.02);
    Agreement.check(
        Computation.of(new LossComposite.SoftmaxCrossEntropy(), logits, labels),
        Tolerance.composite(10));
    Agreement.check(
        Computation.of(
            new LossComposite.SoftmaxCrossEntropyGradient(),
            Computation.normal(dtype, 2, 6),
            logits,
            labels),
        Tolerance.composite(10));
  }

  @ParameterizedTest
  @MethodSource("images")
  void ash_andItsGradient(long[] dims, DType dtype) {
    Tensor x = Computation.normal(dtype, 1, dims);
    long elements = x.size() / dims[0];
    Tensor alpha = Tensor.scalar(dtype, 1.25);
    Tensor z = Tensor.scalar(dtype, 0.75);
    Agreement.check(
        Computation.of(
            (g, in) -> g.applyAll(new AshComposite.Ash(1e-5), in.get(0), in.get(1), in.get(2)),
            x,
            alpha,
            z),
        Tolerance.composite(elements));
    Agreement.check(
        Computation.of(
            (g, in) -> {
              List<Value> forward =
                  g.applyAll(new AshComposite.Ash(1e-5), in.get(0), in.get(1), in.get(2));
              return g.applyAll(
                  new AshComposite.AshGradient(1e-5),
                  in.get(3),
                  in.get(0),
                  in.get(1),
                  in.get(2),
                  forward.get(1),
                  forward.get(2));
            },
            x,
            alpha,
            z,
            Computation.normal(dtype, 2, dims)),
        Tolerance.composite(x.size()));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void reluGradient_passesWhereTheResultIsAboveZero(DType dtype) {
    double[] y = {0, 1, -0.0, 2, Double.POSITIVE_INFINITY, 0, 0, 3};
    double[] dy = {1, 2, 3, Double.NaN, 4, -0.5, 7, -5};
    Agreement.check(reluGradient(dtype, dy, y), Tolerance.EXACT);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void reluGradient_ofInfinityWhereYIsNotAboveZero_isZero(DType dtype) {
    double inf = Double.POSITIVE_INFINITY;
    double[] y = {0, -0.0, -1, -inf, Double.NaN};
    Agreement.check(
        reluGradient(dtype, new double[] {inf, inf, -inf, inf, inf}, y), Tolerance.EXACT);
  }

  private static Computation reluGradient(DType dtype, double[] dy, double[] y) {
    return Computation.of(
        new ActivationComposite.ReluGradient(),
        Tensor.of(dtype, Shape.of(1, y.length), dy),
        Tensor.of(dtype, Shape.of(1, y.length), y));
  }

  @ParameterizedTest
  @MethodSource("images")
  void prelu_multipliesByTheChannelsSlope(long[] dims, DType dtype) {
    Agreement.check(
        Computation.of(
            new ActivationComposite.PRelu(),
            Computation.normal(dtype, 1, dims),
            Computation.normal(dtype, 2, dims[1])),
        Tolerance.ARITHMETIC);
  }

  private static long perChannel(long[] dims) {
    return SymbolicShape.of(dims).size().extent() / dims[1];
  }
}
