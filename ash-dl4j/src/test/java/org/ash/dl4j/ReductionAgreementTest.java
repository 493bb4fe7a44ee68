package org.ash.dl4j;

import java.util.List;
import java.util.stream.Stream;
import org.ash.ir.Reduction;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reductions over every set of axes agree with the oracle. */
final class ReductionAgreementTest {
  private static final List<List<Integer>> AXES =
      List.of(
          List.of(),
          List.of(0),
          List.of(1),
          List.of(-1),
          List.of(2, 3),
          List.of(0, 2, 3),
          List.of(1, 2, 3),
          List.of(0, 1, 2, 3));

  static Stream<Arguments> cases() {
    return AXES.stream()
        .flatMap(
            axes ->
                Stream.of(true, false)
                    .flatMap(
                        keep ->
                            Stream.of(DType.FLOAT32, DType.FLOAT64)
                                .map(dtype -> Arguments.of(axes, keep, dtype))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reduceSum_agreesWithTheOracle(List<Integer> axes, boolean keepDims, DType dtype) {
    Tensor x = Computation.normal(dtype, 3, 3, 5, 6, 7);
    Agreement.check(
        Computation.of(new Reduction.ReduceSum(axes, keepDims), x), Tolerance.sumOf(630));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reduceMean_agreesWithTheOracle(List<Integer> axes, boolean keepDims, DType dtype) {
    Tensor x = Computation.normal(dtype, 4, 3, 5, 6, 7);
    Agreement.check(
        Computation.of(new Reduction.ReduceMean(axes, keepDims), x), Tolerance.sumOf(630));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reduceMax_isExact_andKeepsNaN(List<Integer> axes, boolean keepDims, DType dtype) {
    Tensor x = Computation.normal(dtype, 5, 3, 5, 6, 7);
    x.set(100, Double.NaN);
    x.set(200, Double.POSITIVE_INFINITY);
    Agreement.check(Computation.of(new Reduction.ReduceMax(axes, keepDims), x), Tolerance.EXACT);
  }

  @ParameterizedTest
  @MethodSource("integers")
  void reductionsOfIntegers_areExact(DType dtype) {
    Tensor x = Computation.whole(dtype, 9, 6, 3, 4, 5);
    Agreement.check(Computation.of(new Reduction.ReduceMax(List.of(1), false), x), Tolerance.EXACT);
    Agreement.check(Computation.of(new Reduction.ReduceSum(List.of(2), true), x), Tolerance.EXACT);
  }

  static Stream<DType> integers() {
    return Stream.of(DType.INT32, DType.INT64);
  }

  @ParameterizedTest
  @MethodSource("argMaxCases")
  void argMax_takesTheFirstOfEqualElements(int axis, boolean keepDims) {
    Tensor x = Computation.whole(DType.FLOAT32, 2, 7, 3, 4, 50, 2);
    Agreement.check(Computation.of(new Reduction.ArgMax(axis, keepDims), x), Tolerance.EXACT);
  }

  static Stream<Arguments> argMaxCases() {
    return Stream.of(0, 1, 2, -1)
        .flatMap(axis -> Stream.of(true, false).map(keep -> Arguments.of(axis, keep)));
  }

  @ParameterizedTest
  @MethodSource("longSums")
  void reduceSum_ofManyTerms_isAsAccurateAsIndependentRounding(int length) {
    Tensor x = Tensor.generate(DType.FLOAT32, Shape.of(1, length), i -> 0.1 + i % 3);
    Agreement.check(
        Computation.of(new Reduction.ReduceSum(List.of(1), false), x), Tolerance.sumOf(length));
  }

  static Stream<Integer> longSums() {
    return Stream.of(1, 31, 33, 1000, 300_000);
  }
}
