package org.ash.reference;

import static org.ash.reference.Computation.scalar;
import static org.ash.reference.Computation.vector;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.ash.ir.Broadcasting;
import org.ash.ir.Contraction;
import org.ash.ir.Elementwise;
import org.ash.ir.Indexing;
import org.ash.ir.Normalization;
import org.ash.ir.Op;
import org.ash.ir.Reduction;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.spi.BackendException;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels of primitives against values worked out by hand. */
final class KernelValuesTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  static Stream<Arguments> elementwise() {
    Tensor special = vector(-INF, -2.5, -0.0, 0, 2.5, INF, NAN);
    return Stream.of(
        unary(new Elementwise.Neg(), special, INF, 2.5, 0, -0.0, -2.5, -INF, NAN),
        unary(new Elementwise.Abs(), special, INF, 2.5, 0, 0, 2.5, INF, NAN),
        unary(new Elementwise.Relu(), special, 0, 0, 0, 0, 2.5, INF, NAN),
        unary(new Elementwise.Sign(), special, -1, -1, -0.0, 0, 1, 1, NAN),
        unary(new Elementwise.Floor(), special, -INF, -3, -0.0, 0, 2, INF, NAN),
        unary(new Elementwise.Clip(-1, 2), special, -1, -1, -0.0, 0, 2, 2, NAN),
        unary(new Elementwise.Reciprocal(), special, -0.0, -0.4, -INF, INF, 0.4, 0, NAN),
        unary(new Elementwise.IsNaN(), special, 0, 0, 0, 0, 0, 0, 1),
        unary(new Elementwise.StopGradient(), special, -INF, -2.5, -0.0, 0, 2.5, INF, NAN),
        unary(new Elementwise.Cast(DType.BOOL), special, 1, 1, 0, 0, 1, 1, 1),
        unary(new Elementwise.Cast(DType.INT32), vector(-2.7, 2.7), -2, 2),
        unary(new Elementwise.Cast(DType.UINT8), Tensor.ofInts(new int[] {255, 256}, 2), 255, 0),
        unary(new Elementwise.Cast(DType.FLOAT32), vector(0.1), 0.1),
        unary(new Elementwise.Not(), bools(1, 0), 0, 1),
        unary(new Elementwise.Exp(), vector(-INF, 0, 1, INF), 0, 1, Math.E, INF),
        unary(new Elementwise.Log(), vector(-1, 0, Math.E, INF), NAN, -INF, 1, INF),
        unary(new Elementwise.Sqrt(), vector(-1, 0, 9, INF), NAN, 0, 3, INF),
        unary(new Elementwise.Tanh(), vector(-INF, 0, INF), -1, 0, 1),
        unary(new Elementwise.Sigmoid(), vector(-INF, 0, INF), 0, 0.5, 1),
        unary(new Elementwise.Softplus(), vector(-INF, 0, 800), 0, Math.log(2), 800));
  }

  static Stream<Arguments> broadcasting() {
    Tensor column = Tensor.ofDoubles(new double[] {6, -3}, 2, 1);
    Tensor row = vector(1, 2, 4);
    Tensor ints = Tensor.ofInts(new int[] {7, -7, Integer.MAX_VALUE}, 3);
    Tensor two = Tensor.ofInts(new int[] {2}, 1);
    Tensor large = Tensor.ofLongs(new long[] {(1L << 53) + 1, 1L << 53}, 2);
    Tensor edge = Tensor.ofLongs(new long[] {1L << 53}, 1);
    return Stream.of(
        binary(new Broadcasting.Add(), column, row, 7, 8, 10, -2, -1, 1),
        binary(new Broadcasting.Sub(), column, row, 5, 4, 2, -4, -5, -7),
        binary(new Broadcasting.Mul(), column, row, 6, 12, 24, -3, -6, -12),
        binary(new Broadcasting.Div(), column, row, 6, 3, 1.5, -3, -1.5, -0.75),
        binary(new Broadcasting.Div(), ints, two, 3, -3, 1073741823),
        binary(new Broadcasting.Add(), ints, two, 9, -5, Integer.MIN_VALUE + 1.0),
        binary(new Broadcasting.Pow(), vector(2, 4, -2), vector(3, 0.5, 0.5), 8, 2, NAN),
        binary(new Broadcasting.Max(), vector(1, NAN, 3), vector(2, 0, NAN), 2, NAN, NAN),
        binary(new Broadcasting.Min(), vector(1, NAN, 3), vector(2, 0, NAN), 1, NAN, NAN),
        binary(new Broadcasting.Equal(), vector(1, NAN, 0), vector(1, NAN, -0.0), 1, 0, 1),
        binary(new Broadcasting.Greater(), vector(1, NAN, 2), vector(0, 0, 2), 1, 0, 0),
        binary(new Broadcasting.Less(), vector(-1, NAN, 2), vector(0, 0, 2), 1, 0, 0),
        binary(new Broadcasting.Greater(), large, edge, 1, 0),
        binary(new Broadcasting.And(), bools(0, 0, 1, 1), bools(0, 1, 0, 1), 0, 0, 0, 1),
        binary(new Broadcasting.Or(), bools(0, 0, 1, 1), bools(0, 1, 0, 1), 0, 1, 1, 1),
        arguments(
            new Broadcasting.Where(),
            List.of(bools(1, 0, 1), column, scalar(9)),
            new double[] {6, 9, 6, -3, 9, -3}));
  }

  static Stream<Arguments> reductions() {
    Tensor x = Tensor.ofDoubles(new double[] {1, 5, 3, -4, 9, 9}, 2, 3);
    Tensor special = Tensor.ofDoubles(new double[] {1, INF, 2, NAN, -INF, INF}, 3, 2);
    Tensor tenths = vector(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
    Tensor integers = Tensor.ofLongs(new long[] {1L << 53, 1, 1}, 3);
    return Stream.of(
        unary(new Reduction.ReduceSum(List.of(1), false), x, 9, 14),
        unary(new Reduction.ReduceSum(List.of(0), true), x, -3, 14, 12),
        unary(new Reduction.ReduceSum(List.of(0, 1), false), x, 23),
        unary(new Reduction.ReduceSum(List.of(0), false), integers, (1L << 53) + 2.0),
        unary(new Reduction.ReduceMean(List.of(-1), false), x, 3, 14 / 3.0),
        unary(new Reduction.ReduceMean(List.of(1), false), special, INF, NAN, NAN),
        unary(new Reduction.ReduceMean(List.of(0), false), tenths, 0.1),
        unary(new Reduction.ReduceMax(List.of(0), false), x, 1, 9, 9),
        unary(new Reduction.ReduceMax(List.of(1), true), special, INF, NAN, INF),
        unary(new Reduction.ArgMax(1, false), x, 1, 1),
        unary(new Reduction.ArgMax(0, true), x, 0, 1, 1));
  }

  static Stream<Arguments> contractions() {
    Tensor a = Tensor.ofDoubles(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Tensor b = Tensor.ofDoubles(new double[] {1, 0, 0, 1, 2, 2}, 3, 2);
    Tensor bTransposed = Tensor.ofDoubles(new double[] {1, 0, 2, 0, 1, 2}, 2, 3);
    Tensor aTransposed = Tensor.ofDoubles(new double[] {1, 4, 2, 5, 3, 6}, 3, 2);
    Tensor twice = Tensor.ofDoubles(new double[] {1, 0, 0, 1, 2, 2, 0, 0, 0, 0, 1, 1}, 2, 3, 2);
    return Stream.of(
        binary(new Contraction.MatMul(), a, b, 7, 8, 16, 17),
        binary(new Contraction.MatMul(), a, twice, 7, 8, 16, 17, 3, 3, 6, 6),
        binary(new Contraction.Gemm(2, 0, false, false), a, b, 14, 16, 32, 34),
        binary(new Contraction.Gemm(1, 0, true, true), aTransposed, bTransposed, 7, 8, 16, 17),
        arguments(
            new Contraction.Gemm(1, 10, false, false),
            List.of(a, b, vector(1, 2)),
            new double[] {17, 28, 26, 37}));
  }

  static Stream<Arguments> shaping() {
    Tensor x = Tensor.ofDoubles(new double[] {0, 1, 2, 3, 4, 5}, 2, 3);
    Tensor line = vector(0, 1, 2, 3, 4);
    return Stream.of(
        unary(new Shaping.Reshape(SymbolicShape.of(3, 2)), x, 0, 1, 2, 3, 4, 5),
        unary(new Shaping.Transpose(List.of(1, 0)), x, 0, 3, 1, 4, 2, 5),
        binary(new Shaping.Concat(-1), x, x, 0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5),
        binary(new Shaping.Concat(0), line, vector(9), 0, 1, 2, 3, 4, 9),
        unary(Shaping.Slice.of(0, 1, 4, 2), line, 1, 3),
        unary(Shaping.Slice.of(0, -1, Long.MIN_VALUE, -2), line, 4, 2, 0),
        unary(Shaping.Slice.of(0, 3, 0, -1), line, 3, 2, 1),
        unary(Shaping.Slice.of(-1, -2, Long.MAX_VALUE, 1), x, 1, 2, 4, 5),
        unary(
            new Shaping.SliceGradient(Shaping.Slice.of(0, -1, -9, -2), SymbolicShape.of(6)),
            vector(7, 8, 9),
            0,
            9,
            0,
            8,
            0,
            7),
        unary(
            new Shaping.Pad(List.of(1L, 0L), List.of(0L, 2L), 9),
            x,
            9,
            9,
            9,
            9,
            9,
            0,
            1,
            2,
            9,
            9,
            3,
            4,
            5,
            9,
            9),
        unary(
            new Shaping.Expand(SymbolicShape.of(2, 2, 3)),
            vector(1, 2, 3),
            1,
            2,
            3,
            1,
            2,
            3,
            1,
            2,
            3,
            1,
            2,
            3),
        unary(new Shaping.Size(List.of(0, -1)), x, 6),
        unary(new Shaping.Size(List.of()), x, 1),
        unary(
            new Indexing.OneHot(3, DType.FLOAT64),
            Tensor.ofLongs(new long[] {2, -1, 0, 3}, 4),
            0,
            0,
            1,
            0,
            0,
            0,
            1,
            0,
            0,
            0,
            0,
            0));
  }

  static Stream<Arguments> gathering() {
    Tensor x = Tensor.ofDoubles(new double[] {3, 1, 3, 2, -1, 0, -0.0, 0}, 2, 4);
    Tensor places = Tensor.ofLongs(new long[] {3, 0, 0, 2, 2, 2}, 2, 3);
    Tensor dy = Tensor.ofDoubles(new double[] {1, 2, 4, 8, 16, 32}, 2, 3);
    Tensor rows = Tensor.ofLongs(new long[] {1, 0, 0, 1}, 1, 4);
    return Stream.of(
        binary(new Indexing.GatherElements(1), x, places, 2, 3, 3, -0.0, -0.0, -0.0),
        binary(new Indexing.GatherElements(0), x, rows, -1, 1, 3, 0),
        binary(new Indexing.GatherElementsGradient(1, 4), dy, places, 6, 0, 0, 1, 0, 0, 56, 0));
  }

  static Stream<Arguments> selections() {
    Tensor x = Tensor.ofDoubles(new double[] {3, 1, 3, 2, -1, 0, -0.0, 0}, 2, 4);
    Tensor special = vector(INF, NAN, 1, -INF, NAN, INF);
    Tensor large = Tensor.ofLongs(new long[] {1L << 53, (1L << 53) + 1, Long.MIN_VALUE}, 3);
    return Stream.of(
        selection(1, 3, x, doubles(3, 3, 2, 0, -0.0, 0), 0, 2, 3, 1, 2, 3),
        selection(0, 2, x, doubles(3, 1, 3, 2, -1, 0, -0.0, 0), 0, 0, 0, 0, 1, 1, 1, 1),
        selection(0, 5, special, doubles(INF, NAN, NAN, INF, 1), 0, 1, 4, 5, 2),
        selection(0, 2, large, doubles(1L << 53, 1L << 53), 1, 0));
  }

  @ParameterizedTest
  @MethodSource("selections")
  void topK_givesTheLargestFirst_equalOnesInOrder(
      Indexing.TopK op, Tensor x, double[] values, double[] indices) {
    List<Tensor> actual = Computation.of(op, x).evaluate();
    assertArrayEquals(values, actual.get(0).toDoubles());
    assertArrayEquals(indices, actual.get(1).toDoubles());
  }

  @Test
  void gatherElements_refusesAnIndexOutside() {
    Tensor x = vector(1, 2);
    Tensor places = Tensor.ofLongs(new long[] {0, 2}, 2);
    Computation outside = Computation.of(new Indexing.GatherElements(0), x, places);
    String message = assertThrows(BackendException.class, outside::evaluate).getMessage();
    assertTrue(message.contains("Index 2 lies outside 0 to 1"), message);
  }

  static Stream<Arguments> normalization() {
    Tensor logits = Tensor.ofDoubles(new double[] {0, Math.log(3), 1000, 1000}, 2, 2);
    Tensor images = Tensor.ofDoubles(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2);
    return Stream.of(
        unary(new Normalization.Softmax(1), logits, 0.25, 0.75, 0.5, 0.5),
        unary(
            new Normalization.LogSoftmax(-1),
            logits,
            -Math.log(4),
            Math.log(0.75),
            -Math.log(2),
            -Math.log(2)),
        arguments(
            new Normalization.BatchNormalization(1),
            List.of(images, vector(2, 3), vector(10, 20), vector(1, 2), vector(3, 8)),
            new double[] {10, 11, 21, 22, 14, 15, 25, 26}));
  }

  @ParameterizedTest
  @MethodSource({
    "elementwise",
    "broadcasting",
    "reductions",
    "contractions",
    "shaping",
    "gathering",
    "normalization"
  })
  void kernel_givesTheValuesWorkedOutByHand(Op op, List<Tensor> inputs, double[] expected) {
    double[] actual = Computation.of(op, inputs.toArray(Tensor[]::new)).values();
    // Functions such as exp may be off by the last bit; everything else is exact here.
    assertArrayEquals(expected, actual, 1e-15);
  }

  private static Arguments selection(
      int axis, int k, Tensor x, double[] values, double... indices) {
    return arguments(new Indexing.TopK(axis, k), x, values, indices);
  }

  private static double[] doubles(double... values) {
    return values;
  }

  private static Arguments unary(Op op, Tensor x, double... expected) {
    return arguments(op, List.of(x), expected);
  }

  private static Arguments binary(Op op, Tensor a, Tensor b, double... expected) {
    return arguments(op, List.of(a, b), expected);
  }

  private static Tensor bools(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Tensor.ofBytes(DType.BOOL, bytes, bytes.length);
  }
}
