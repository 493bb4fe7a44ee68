package org.ash.autodiff;

import static org.ash.reference.Computation.normal;
import static org.ash.reference.Computation.scalar;
import static org.ash.reference.Computation.vector;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ash.ir.ActivationComposite;
import org.ash.ir.AshComposite;
import org.ash.ir.BatchNormalizationComposite;
import org.ash.ir.Broadcasting;
import org.ash.ir.Contraction;
import org.ash.ir.Convolution;
import org.ash.ir.Elementwise;
import org.ash.ir.Indexing;
import org.ash.ir.LossComposite;
import org.ash.ir.Normalization;
import org.ash.ir.Op;
import org.ash.ir.Operators;
import org.ash.ir.OrderingComposite;
import org.ash.ir.Reduction;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Window;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every gradient rule by central differences in float64, over combinations of attributes. */
final class GradientRulesTest {
  private static final long SEED = 30;

  /** Away from 0, where some functions have a kink or a pole. */
  private static final Tensor X = vector(-2.1, -1.3, -0.4, -0.05, 0.07, 0.3, 1.2, 2.6);

  private static final Tensor POSITIVE = vector(0.3, 0.7, 1, 1.6, 2.5, 4);

  static Stream<Arguments> elementwise() {
    return Stream.of(
        rule(new Elementwise.Neg(), X),
        rule(new Elementwise.Abs(), X),
        rule(new Elementwise.Exp(), X),
        rule(new Elementwise.Log(), POSITIVE),
        rule(new Elementwise.Sqrt(), POSITIVE),
        rule(new Elementwise.Reciprocal(), POSITIVE),
        rule(new Elementwise.Sigmoid(), X),
        rule(new Elementwise.Tanh(), X),
        rule(new Elementwise.Erf(), X),
        rule(new Elementwise.Relu(), X),
        rule(new Elementwise.Softplus(), X),
        rule(new Elementwise.Sign(), X),
        rule(new Elementwise.Floor(), X),
        rule(new Elementwise.Clip(-1, 0.5), X),
        rule(new Elementwise.Cast(DType.FLOAT32), X),
        rule(new Elementwise.Cast(DType.INT64), X));
  }

  static Stream<Arguments> broadcasting() {
    Tensor matrix = normal(SEED, "matrix", 3, 4);
    Tensor column = Tensor.ofDoubles(new double[] {-1.7, 0.6, 1.1}, 3, 1);
    Tensor row = vector(0.5, 1.4, -0.8, 2.2);
    Tensor positive = Tensor.ofDoubles(new double[] {0.4, 1.5, 2.5}, 3, 1);
    Tensor batch = normal(SEED, "batch", 2, 1, 4);
    Tensor choice = Tensor.ofBytes(DType.BOOL, new byte[] {1, 0, 1}, 3, 1);
    return Stream.of(
        rule(new Broadcasting.Add(), matrix, row),
        rule(new Broadcasting.Add(), scalar(0.3), batch),
        rule(new Broadcasting.Sub(), column, row),
        rule(new Broadcasting.Sub(), matrix, matrix),
        rule(new Broadcasting.Mul(), column, row),
        rule(new Broadcasting.Mul(), batch, matrix),
        rule(new Broadcasting.Div(), matrix, row),
        rule(new Broadcasting.Div(), batch, column),
        rule(new Broadcasting.Pow(), positive, row),
        rule(new Broadcasting.Pow(), POSITIVE, scalar(2)),
        rule(new Broadcasting.Pow(), positive, vector(0, 1, 2, -1)),
        rule(new Broadcasting.Max(), matrix, column),
        rule(new Broadcasting.Min(), column, batch),
        rule(new Broadcasting.Equal(), matrix, row),
        rule(new Broadcasting.Greater(), matrix, row),
        rule(new Broadcasting.Less(), matrix, row),
        rule(new Broadcasting.Where(), choice, matrix, row),
        rule(new Broadcasting.Where(), choice, scalar(1.5), batch));
  }

  static Stream<Arguments> reductions() {
    Tensor x = normal(SEED, "x", 2, 3, 4);
    return Stream.of(
        rule(new Reduction.ReduceSum(List.of(1), false), x),
        rule(new Reduction.ReduceSum(List.of(-1, 0), true), x),
        rule(new Reduction.ReduceSum(List.of(), false), x),
        rule(new Reduction.ReduceMean(List.of(2, 1), true), x),
        rule(new Reduction.ReduceMean(List.of(0, 1, 2), false), x),
        rule(new Reduction.ReduceMax(List.of(-2), false), x),
        rule(new Reduction.ReduceMax(List.of(0, 2), true), x),
        rule(new Reduction.ArgMax(1, false), x));
  }

  static Stream<Arguments> contractions() {
    Tensor a = normal(SEED, "a", 3, 4);
    Tensor b = normal(SEED, "b", 4, 2);
    Tensor c = normal(SEED, "c", 2);
    Tensor aTransposed = normal(SEED, "a'", 4, 3);
    Tensor bTransposed = normal(SEED, "b'", 2, 4);
    return Stream.of(
        rule(new Contraction.MatMul(), a, b),
        rule(new Contraction.MatMul(), normal(SEED, "a", 5, 1, 3, 4), normal(SEED, "b", 2, 4, 2)),
        rule(new Contraction.Gemm(1, 1, false, false), a, b, c),
        rule(new Contraction.Gemm(1.5, 0.5, true, false), aTransposed, b, scalar(0.7)),
        rule(new Contraction.Gemm(1.5, 0.5, false, true), a, bTransposed, normal(SEED, "c", 3, 1)),
        rule(new Contraction.Gemm(-2, 1, true, true), aTransposed, bTransposed));
  }

  static Stream<Arguments> convolutions() {
    return Stream.of(
            window(Window.of(1, 0), dims(2, 3, 4, 3), dims(2, 3, 1, 1)),
            window(Window.of(1, 1), dims(2, 2, 4, 3), dims(3, 2, 3, 3)),
            window(Window.of(2, 1), dims(2, 2, 5, 4), dims(3, 2, 3, 3)),
            window(Window.of(2, 0), dims(2, 3, 4, 5), dims(2, 3, 1, 1)),
            window(Window.of(3, 1), dims(1, 2, 7, 5), dims(2, 2, 2, 3)),
            window(Window.of(1, 2).withDilation(2), dims(1, 2, 5, 4), dims(2, 2, 3, 3)),
            window(Window.of(1, 1).withGroup(2), dims(2, 4, 4, 3), dims(2, 2, 3, 3)),
            window(Window.of(2, 1).withGroup(3), dims(1, 3, 5, 4), dims(3, 1, 3, 3)),
            window(new Window(2, 1, 0, 1, 2, 3, 1, 2, 2), dims(1, 4, 6, 5), dims(2, 2, 2, 3)),
            window(new Window(1, 3, 2, 0, 1, 3, 2, 1, 1), dims(2, 1, 4, 6), dims(2, 1, 3, 2)))
        .flatMap(rules -> rules);
  }

  static Stream<Arguments> normalization() {
    Tensor images = normal(SEED, "images", 2, 3, 2, 2);
    Tensor scale = normal(SEED, "scale", 3);
    Tensor variance = vector(0.5, 1.5, 2);
    return Stream.of(
        rule(new Normalization.Softmax(1), images),
        rule(new Normalization.Softmax(-1), normal(SEED, "x", 3, 5)),
        rule(new Normalization.LogSoftmax(0), images),
        rule(new Normalization.LogSoftmax(-1), normal(SEED, "x", 3, 5)),
        rule(new Normalization.BatchNormalization(1e-5), images, scale, scale, scale, variance),
        rule(
            new Normalization.BatchNormalization(0.1),
            normal(SEED, "features", 4, 3),
            scale,
            scale,
            scale,
            variance));
  }

  static Stream<Arguments> shaping() {
    Tensor x = normal(SEED, "x", 2, 3, 4);
    Shaping.Slice slice =
        new Shaping.Slice(List.of(1, -1), List.of(-1L, 0L), List.of(-9L, 4L), List.of(-2L, 3L));
    return Stream.of(
        rule(new Shaping.Reshape(SymbolicShape.of(4, 6)), x),
        rule(new Shaping.Transpose(List.of(2, 0, 1)), x),
        rule(new Shaping.Concat(1), x, normal(SEED, "y", 2, 2, 4), x),
        rule(new Shaping.Concat(-1), vector(1), vector(2, 3)),
        rule(slice, x),
        rule(Shaping.Slice.of(2, 1, 3, 1), x),
        rule(
            new Shaping.SliceGradient(slice, SymbolicShape.of(2, 3, 4)),
            normal(SEED, "d", 2, 2, 2)),
        rule(new Shaping.Pad(List.of(0L, 1L, 0L), List.of(0L, 0L, 2L), 5), x),
        rule(new Shaping.Pad(List.of(0L, 0L, 0L), List.of(0L, 0L, 0L), 5), x),
        rule(new Shaping.Expand(SymbolicShape.of(3, 2, 3, 4)), normal(SEED, "y", 2, 1, 4)),
        rule(new Shaping.Size(List.of(1)), x));
  }

  static Stream<Arguments> indexing() {
    Tensor x = normal(SEED, "x", 2, 3, 4);
    Tensor rows = Tensor.ofLongs(new long[] {3, 0, 0, 2, 1, 1}, 1, 3, 2);
    Tensor image = normal(SEED, "image", 1, 3, 4);
    return Stream.of(
        rule(new Indexing.TopK(-1, 2), x),
        rule(new Indexing.TopK(1, 3), x),
        rule(new Indexing.TopK(0, 1), vector(0.5, -1, 2)),
        rule(new Indexing.GatherElements(-1), image, rows),
        rule(new Indexing.GatherElementsGradient(2, 5), normal(SEED, "d", 1, 3, 2), rows));
  }

  static Stream<Arguments> composites() {
    Tensor x = normal(SEED, "x", 2, 3, 2, 2);
    Tensor dy = normal(SEED, "dy", 2, 3, 2, 2);
    Tensor channels = normal(SEED, "channels", 3);
    Tensor positive = vector(0.5, 1.5, 2);
    Tensor logits = normal(SEED, "logits", 3, 4);
    Tensor mean = normal(SEED, "mean", 2, 1, 1, 1);
    Tensor std = Tensor.ofDoubles(new double[] {0.8, 1.7}, 2, 1, 1, 1);
    return Stream.of(
        rule(new AshComposite.Ash(1e-5), x, scalar(0.8), scalar(-0.6)),
        rule(new AshComposite.Ash(0.1), logits, scalar(-1.2), scalar(1.96)),
        rule(new AshComposite.AshGradient(1e-5), dy, x, scalar(0.8), scalar(0.6), mean, std),
        rule(new ActivationComposite.LeakyRelu(0.01), X),
        rule(new ActivationComposite.PRelu(), x, channels),
        rule(new ActivationComposite.Elu(1.5), X),
        rule(new ActivationComposite.Selu(), X),
        rule(new ActivationComposite.Gelu(), X),
        rule(new ActivationComposite.Swish(1), X),
        rule(new ActivationComposite.Swish(1.7), X),
        rule(new ActivationComposite.ReluGradient(), dy, x),
        rule(
            new BatchNormalizationComposite.BatchNormalizationTraining(1e-5),
            x,
            channels,
            channels),
        rule(
            new BatchNormalizationComposite.BatchNormalizationGradient(1e-5),
            dy,
            x,
            channels,
            channels,
            positive),
        rule(new LossComposite.SoftmaxCrossEntropy(), logits, normal(SEED, "labels", 3, 4)),
        rule(
            new LossComposite.SoftmaxCrossEntropyGradient(),
            normal(SEED, "dloss", 3),
            logits,
            normal(SEED, "labels", 3, 4)),
        rule(new OrderingComposite.After(), x, channels));
  }

  @ParameterizedTest
  @MethodSource({
    "elementwise",
    "broadcasting",
    "reductions",
    "contractions",
    "convolutions",
    "normalization",
    "shaping",
    "indexing",
    "composites"
  })
  void gradient_matchesCentralDifferences(Op op, Tensor[] inputs) {
    GradientCheck.firstOrder(SEED, (g, x) -> g.applyAll("node", op, x), inputs);
  }

  @ParameterizedTest
  @MethodSource({
    "elementwise",
    "broadcasting",
    "reductions",
    "contractions",
    "normalization",
    "shaping",
    "indexing",
    "composites"
  })
  void gradientOfTheGradient_matchesCentralDifferences(Op op, Tensor[] inputs) {
    GradientCheck.secondOrder(SEED, (g, x) -> g.applyAll("node", op, x), inputs);
  }

  @ParameterizedTest
  @MethodSource("firstResults")
  void gradientOfTheFirstResultAlone_matchesCentralDifferences(Op op, Tensor[] inputs) {
    GradientCheck.firstOrder(SEED, (g, x) -> g.applyAll("node", op, x).subList(0, 1), inputs);
  }

  /** Operators whose closed form serves only when nothing depends on their other results. */
  static Stream<Arguments> firstResults() {
    return composites().filter(row -> ((Op) row.get()[0]).outputNames().size() > 1);
  }

  @Test
  void everyPrimitive_hasARule() {
    assertEquals(List.of(), GradientRules.missing(Operators.primitives()));
  }

  @Test
  void everyOperatorWithFloatingOperands_isChecked() {
    Set<Class<? extends Op>> missing = new HashSet<>(Operators.primitives());
    missing.addAll(Operators.composites());
    Stream.of(
            elementwise(),
            broadcasting(),
            reductions(),
            contractions(),
            convolutions(),
            normalization(),
            shaping(),
            indexing(),
            composites())
        .flatMap(rows -> rows)
        .forEach(row -> missing.remove(row.get()[0].getClass()));
    assertEquals(
        Set.of("StopGradient", "IsNaN", "Not", "And", "Or", "OneHot"),
        missing.stream().map(Class::getSimpleName).collect(Collectors.toSet()),
        "StopGradient is checked by itself; the others take or give no numbers with a gradient");
  }

  private static Arguments rule(Op op, Tensor... inputs) {
    return arguments(op, inputs);
  }

  /** A convolution and its two gradient operators, which have gradients, too. */
  private static Stream<Arguments> window(Window window, long[] image, long[] weight) {
    Tensor x = normal(SEED, "x", image);
    Tensor w = normal(SEED, "w", weight);
    long height = window.outputHeight(image[2], weight[2]);
    long width = window.outputWidth(image[3], weight[3]);
    Tensor dy = normal(SEED, "dy", image[0], weight[0], height, width);
    return Stream.of(
        rule(new Convolution.Conv(window), x, w),
        rule(new Convolution.ConvInputGradient(window, SymbolicShape.of(image)), dy, w),
        rule(new Convolution.ConvWeightGradient(window, Shape.of(weight)), x, dy));
  }

  private static long[] dims(long... dims) {
    return dims;
  }
}
