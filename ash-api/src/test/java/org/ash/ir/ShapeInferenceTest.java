package org.ash.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Types are written as {@code "F N 3 32 32"}: F, D, I, L, B for the element type, then extents. */
final class ShapeInferenceTest {
  private static final Window STRIDED = new Window(2, 1, 1, 0, 2, 3, 1, 2, 1);

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments(new Elementwise.Relu(), List.of("F N 3"), List.of("F N 3")),
        arguments(new Elementwise.Cast(DType.INT64), List.of("B 2"), List.of("L 2")),
        arguments(new Elementwise.IsNaN(), List.of("D N 2"), List.of("B N 2")),
        arguments(new Elementwise.Not(), List.of("B 2"), List.of("B 2")),
        arguments(new Elementwise.StopGradient(), List.of("L 2"), List.of("L 2")),
        arguments(new Broadcasting.Add(), List.of("F N 3 1", "F 3 5"), List.of("F N 3 5")),
        arguments(new Broadcasting.Greater(), List.of("F N 1", "F"), List.of("B N 1")),
        arguments(new Broadcasting.And(), List.of("B 2 1", "B 3"), List.of("B 2 3")),
        arguments(new Broadcasting.Where(), List.of("B 4 1", "L 3", "L"), List.of("L 4 3")),
        arguments(
            new Reduction.ReduceSum(List.of(-1, 1), true), List.of("F N 3 5"), List.of("F N 1 1")),
        arguments(
            new Reduction.ReduceMean(List.of(0, 2), false), List.of("F N 3 5"), List.of("F 3")),
        arguments(new Reduction.ArgMax(-1, false), List.of("F N 10"), List.of("L N")),
        arguments(new Contraction.MatMul(), List.of("F 7 1 2 3", "F 4 3 5"), List.of("F 7 4 2 5")),
        arguments(
            new Contraction.Gemm(1, 1, true, true),
            List.of("F 3 N", "F 5 3", "F 5"),
            List.of("F N 5")),
        arguments(
            new Convolution.Conv(STRIDED), List.of("F N 3 9 8", "F 6 3 3 2"), List.of("F N 6 5 9")),
        arguments(
            new Convolution.Conv(Window.of(1, 1).withGroup(3)),
            List.of("F N 6 8 8", "F 9 2 3 3"),
            List.of("F N 9 8 8")),
        arguments(
            new Convolution.ConvInputGradient(STRIDED, shape("N 3 9 8")),
            List.of("F N 6 5 9", "F 6 3 3 2"),
            List.of("F N 3 9 8")),
        arguments(
            new Convolution.ConvWeightGradient(STRIDED, Shape.of(6, 3, 3, 2)),
            List.of("F N 3 9 8", "F N 6 5 9"),
            List.of("F 6 3 3 2")),
        arguments(
            new Normalization.BatchNormalization(1e-5),
            List.of("F N 3 2 2", "F 3", "F 3", "F 3", "F 3"),
            List.of("F N 3 2 2")),
        arguments(new Normalization.LogSoftmax(-1), List.of("F N 3"), List.of("F N 3")),
        arguments(new Shaping.Reshape(shape("N 12")), List.of("F N 3 4"), List.of("F N 12")),
        arguments(new Shaping.Transpose(List.of(2, 0, 1)), List.of("F N 3 4"), List.of("F 4 N 3")),
        arguments(new Shaping.Concat(1), List.of("F N 3", "F N 4", "F N 1"), List.of("F N 8")),
        arguments(
            new Shaping.Slice(List.of(1, 2), List.of(-1L, 0L), List.of(-9L, 9L), List.of(-2L, 2L)),
            List.of("F N 5 6"),
            List.of("F N 3 3")),
        arguments(
            new Shaping.SliceGradient(Shaping.Slice.of(1, 0, 5, 2), shape("N 5")),
            List.of("F N 3"),
            List.of("F N 5")),
        arguments(
            new Shaping.Pad(List.of(0L, 1L), List.of(0L, 2L), 0),
            List.of("F N 3"),
            List.of("F N 6")),
        arguments(new Shaping.Expand(shape("N 4 3")), List.of("F 1 3"), List.of("F N 4 3")),
        arguments(new Shaping.Size(List.of(0, 1)), List.of("F N 3"), List.of("L")),
        arguments(new Indexing.OneHot(10, DType.FLOAT32), List.of("L N"), List.of("F N 10")),
        arguments(new Indexing.TopK(-1, 3), List.of("F N 5"), List.of("F N 3", "L N 3")),
        arguments(new Indexing.TopK(1, 2), List.of("L N 2 4"), List.of("L N 2 4", "L N 2 4")),
        arguments(
            new Indexing.GatherElements(1), List.of("B N 5 4", "L N 7 4"), List.of("B N 7 4")),
        arguments(
            new Indexing.GatherElementsGradient(-2, 5),
            List.of("F N 7 4", "L N 7 4"),
            List.of("F N 5 4")),
        arguments(
            new AshComposite.Ash(1e-5),
            List.of("F N 3 4 5", "F", "F"),
            List.of("F N 3 4 5", "F N 1 1 1", "F N 1 1 1")),
        arguments(
            new AshComposite.AshGradient(1e-5),
            List.of("F N 3", "F N 3", "F", "F", "F N 1", "F N 1"),
            List.of("F N 3", "F", "F")),
        arguments(new ActivationComposite.PRelu(), List.of("F N 3 2", "F 3"), List.of("F N 3 2")),
        arguments(
            new BatchNormalizationComposite.BatchNormalizationTraining(1e-5),
            List.of("F N 3 2 2", "F 3", "F 3"),
            List.of("F N 3 2 2", "F 3", "F 3")),
        arguments(
            new LossComposite.SoftmaxCrossEntropy(), List.of("F N 10", "F N 10"), List.of("F N")));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void infer_givesTheTypesOfTheDefinition(Op op, List<String> inputs, List<String> outputs) {
    assertEquals(types(outputs), op.infer(new Operands("node", op, types(inputs))));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(new Elementwise.Relu(), List.of("L 3"), "floating"),
        arguments(new Elementwise.Relu(), List.of("F 3", "F 3"), "takes 1 input"),
        arguments(new Elementwise.Not(), List.of("F 3"), "BOOL"),
        arguments(new Broadcasting.Add(), List.of("F 3", "F 4"), "cannot broadcast [3] with [4]"),
        arguments(new Broadcasting.Add(), List.of("F N", "F 4"), "cannot broadcast [N] with [4]"),
        arguments(new Broadcasting.Mul(), List.of("F 3", "D 3"), "one element type"),
        arguments(new Reduction.ReduceSum(List.of(2), true), List.of("F N 3"), "has axis 2"),
        arguments(new Reduction.ReduceSum(List.of(1, -1), true), List.of("F N 3"), "twice"),
        arguments(new Contraction.MatMul(), List.of("F 2 3", "F 4 5"), "3 columns"),
        arguments(new Contraction.Gemm(1, 1, false, false), List.of("F 2 3", "F 4 5"), "4 rows"),
        arguments(
            new Convolution.Conv(Window.of(1, 0)),
            List.of("F N 3 2 2", "F 6 3 3 3"),
            "does not fit"),
        arguments(
            new Convolution.Conv(Window.of(1, 1).withGroup(2)),
            List.of("F N 3 8 8", "F 6 1 3 3"),
            "group 2"),
        arguments(
            new Convolution.ConvInputGradient(Window.of(2, 1), shape("N 3 8 8")),
            List.of("F N 6 5 4", "F 6 3 3 3"),
            "expects input 0 of shape [N, 6, 4, 4]"),
        arguments(
            new Normalization.BatchNormalization(1e-5),
            List.of("F N 3 2 2", "F 3", "F 3", "F 4", "F 3"),
            "input 3"),
        arguments(new Shaping.Reshape(shape("N 5")), List.of("F N 3 4"), "cannot give"),
        arguments(new Shaping.Transpose(List.of(0, 0)), List.of("F 2 3"), "permutation"),
        arguments(new Shaping.Concat(1), List.of("F N 3", "F 2 3"), "input 1 of shape"),
        arguments(Shaping.Slice.of(0, 0, 1, 1), List.of("F N 3"), "static"),
        arguments(new Shaping.Pad(List.of(1L), List.of(0L), 0), List.of("F N"), "static"),
        arguments(new Shaping.Expand(shape("2 3")), List.of("F 3 3"), "cannot"),
        arguments(new Indexing.OneHot(10, DType.FLOAT32), List.of("F N"), "indices"),
        arguments(new Indexing.TopK(1, 3), List.of("B N 5"), "numbers"),
        arguments(new Indexing.TopK(2, 3), List.of("F N 5"), "has axis 2"),
        arguments(new Indexing.TopK(0, 3), List.of("F N 5"), "static extent along axis 0, given N"),
        arguments(new Indexing.TopK(1, 6), List.of("F N 5"), "the 6 largest of only 5"),
        arguments(new Indexing.GatherElements(1), List.of("F N 5", "F N 5"), "type INT64"),
        arguments(new Indexing.GatherElements(0), List.of("F N 5", "L 3 5"), "static"),
        arguments(new Indexing.GatherElements(1), List.of("F N 5", "L 3 2"), "shape [N, 2]"),
        arguments(new Indexing.GatherElementsGradient(1, 9), List.of("L N 5", "L N 5"), "floating"),
        arguments(
            new Indexing.GatherElementsGradient(1, 9), List.of("F N 5", "L N 4"), "shape [N, 5]"),
        arguments(new AshComposite.Ash(1e-5), List.of("F 3", "F", "F"), "rank 2 or more"),
        arguments(new AshComposite.Ash(1e-5), List.of("F N 3", "F 1", "F"), "rank 0"),
        arguments(new LossComposite.SoftmaxCrossEntropy(), List.of("F N 10", "F N 9"), "input 1"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void infer_refusesAndNamesNodeOperatorShapesAndExpectation(
      Op op, List<String> inputs, String expectation) {
    Operands operands = new Operands("stage1.node", op, types(inputs));
    String message = assertThrows(ShapeException.class, () -> op.infer(operands)).getMessage();
    assertTrue(message.startsWith(op.name() + " 'stage1.node' "), message);
    assertTrue(message.contains(expectation), message);
    assertTrue(message.contains(operands.types().toString()), message);
  }

  private static List<TensorType> types(List<String> texts) {
    return texts.stream().map(ShapeInferenceTest::type).toList();
  }

  private static TensorType type(String text) {
    DType dtype =
        switch (text.charAt(0)) {
          case 'F' -> DType.FLOAT32;
          case 'D' -> DType.FLOAT64;
          case 'L' -> DType.INT64;
          case 'B' -> DType.BOOL;
          default -> throw new IllegalArgumentException(text);
        };
    return new TensorType(dtype, shape(text.substring(1).trim()));
  }

  private static SymbolicShape shape(String text) {
    List<Dimension> dims = new ArrayList<>();
    Arrays.stream(text.split(" "))
        .filter(dim -> !dim.isEmpty())
        .forEach(
            dim ->
                dims.add(
                    Character.isDigit(dim.charAt(0))
                        ? Dimension.of(Long.parseLong(dim))
                        : Dimension.symbol(dim)));
    return new SymbolicShape(dims);
  }
}
