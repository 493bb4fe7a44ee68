package org.ash.dl4j;

import java.util.List;
import java.util.stream.Stream;
import org.ash.ir.Broadcasting;
import org.ash.ir.Op;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators on two or three broadcast operands agree with the oracle in every type they take. */
final class BroadcastingAgreementTest {
  private static final List<long[][]> SHAPES =
      List.of(
          new long[][] {{}, {}},
          new long[][] {{5}, {}},
          new long[][] {{2, 3, 4, 5}, {3, 1, 1}},
          new long[][] {{2, 1, 4, 1}, {3, 1, 5}},
          new long[][] {{2, 3, 4, 5}, {2, 1, 1, 1}},
          new long[][] {{7, 1}, {1, 6}});

  static Stream<Arguments> arithmetic() {
    List<DType> floating = List.of(DType.FLOAT32, DType.FLOAT64);
    List<DType> numbers =
        List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64, DType.INT8, DType.UINT8);
    return Stream.of(
            Arguments.of(new Broadcasting.Add(), numbers, Tolerance.ARITHMETIC),
            Arguments.of(new Broadcasting.Sub(), numbers, Tolerance.ARITHMETIC),
            Arguments.of(new Broadcasting.Mul(), numbers, Tolerance.ARITHMETIC),
            Arguments.of(new Broadcasting.Div(), floating, Tolerance.ARITHMETIC),
            Arguments.of(new Broadcasting.Max(), numbers, Tolerance.EXACT),
            Arguments.of(new Broadcasting.Min(), numbers, Tolerance.EXACT),
            Arguments.of(new Broadcasting.Equal(), numbers, Tolerance.EXACT),
            Arguments.of(new Broadcasting.Greater(), numbers, Tolerance.EXACT),
            Arguments.of(new Broadcasting.Less(), numbers, Tolerance.EXACT))
        .flatMap(
            row ->
                ((List<?>) row.get()[1])
                    .stream().map(dtype -> Arguments.of(row.get()[0], dtype, row.get()[2])));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("arithmetic")
  void broadcasting_agreesWithTheOracle(Op op, DType dtype, Tolerance tolerance) {
    for (long[][] shapes : SHAPES) {
      Tensor a = operand(dtype, 1, shapes[0]);
      Tensor b = operand(dtype, 2, shapes[1]);
      Agreement.check(Computation.of(op, a, b), tolerance);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("arithmetic")
  void broadcasting_agreesWithTheOracle_onSpecialValues(Op op, DType dtype, Tolerance tolerance) {
    if (!dtype.isFloating()) {
      return;
    }
    double[] values = {
      0.0, -0.0, 1, -2, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e-30
    };
    Tensor a = Tensor.of(dtype, Shape.of(8, 1), values);
    Tensor b = Tensor.of(dtype, Shape.of(1, 8), values);
    Agreement.check(Computation.of(op, a, b), tolerance);
  }

  @ParameterizedTest
  @MethodSource("integerTypes")
  void div_ofIntegers_truncatesTowardZero(DType dtype) {
    Tensor a = Computation.whole(dtype, 100, 1, 4, 5);
    Tensor b = Tensor.generate(dtype, Shape.of(5), i -> i % 2 == 0 ? i + 1 : -i - 2);
    Agreement.check(Computation.of(new Broadcasting.Div(), a, b), Tolerance.EXACT);
  }

  static Stream<DType> integerTypes() {
    return Stream.of(DType.INT32, DType.INT64, DType.INT8);
  }

  @ParameterizedTest
  @MethodSource("floatingTypes")
  void pow_agreesWithTheOracle(DType dtype) {
    Tensor base = Computation.normal(dtype, 4, 6, 1);
    Tensor positive = Tensor.generate(dtype, base.shape(), i -> Math.abs(base.get(i)) + 0.1);
    Agreement.check(
        Computation.of(new Broadcasting.Pow(), positive, Computation.normal(dtype, 5, 7)),
        Tolerance.TRANSCENDENTAL);
  }

  static Stream<DType> floatingTypes() {
    return Stream.of(DType.FLOAT32, DType.FLOAT64);
  }

  @ParameterizedTest
  @MethodSource("selectable")
  void where_selectsExactly(DType dtype) {
    Tensor condition = Tensor.generate(DType.BOOL, Shape.of(3, 1, 5), i -> i % 2);
    Tensor a = operand(dtype, 1, 2, 3, 4, 5);
    Tensor b = operand(dtype, 2, 4, 1);
    Agreement.check(Computation.of(new Broadcasting.Where(), condition, a, b), Tolerance.EXACT);
  }

  static Stream<DType> selectable() {
    return Stream.of(
        DType.FLOAT32,
        DType.FLOAT64,
        DType.INT32,
        DType.INT64,
        DType.INT8,
        DType.UINT8,
        DType.BOOL);
  }

  @ParameterizedTest
  @MethodSource("logic")
  void logic_agreesWithTheOracle(Op op) {
    Tensor a = Tensor.ofBytes(DType.BOOL, new byte[] {0, 1}, 2, 1);
    Tensor b = Tensor.ofBytes(DType.BOOL, new byte[] {0, 1}, 2);
    Agreement.check(Computation.of(op, a, b), Tolerance.EXACT);
  }

  static Stream<Op> logic() {
    return Stream.of(new Broadcasting.And(), new Broadcasting.Or(), new Broadcasting.Equal());
  }

  private static Tensor operand(DType dtype, long seed, long... dims) {
    if (dtype == DType.BOOL || dtype == DType.UINT8) {
      return Tensor.generate(
          dtype, Shape.of(dims), i -> dtype == DType.BOOL ? (i + seed) % 2 : (i * 7L + seed) % 15);
    }
    return dtype.isFloating()
        ? Computation.normal(dtype, seed, dims)
        : Computation.whole(dtype, 9, seed, dims);
  }
}
