package org.ash.dl4j;

import java.util.List;
import java.util.stream.Stream;
import org.ash.ir.Contraction;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Matrix products agree with the oracle. */
final class ContractionAgreementTest {

  static Stream<Arguments> shapes() {
    return Stream.of(
            List.of(new long[] {3, 4}, new long[] {4, 5}),
            List.of(new long[] {1, 300}, new long[] {300, 1}),
            List.of(new long[] {2, 3, 4}, new long[] {4, 5}),
            List.of(new long[] {2, 1, 3, 4}, new long[] {5, 4, 2}))
        .flatMap(
            pair ->
                Stream.of(DType.FLOAT32, DType.FLOAT64)
                    .map(dtype -> Arguments.of(pair.get(0), pair.get(1), dtype)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void matMul_agreesWithTheOracle(long[] a, long[] b, DType dtype) {
    Agreement.check(
        Computation.of(
            new Contraction.MatMul(),
            Computation.normal(dtype, 1, a),
            Computation.normal(dtype, 2, b)),
        Tolerance.sumOf(a[a.length - 1]));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void matMul_takesTransposedOperands(DType dtype) {
    Agreement.check(
        Computation.of(
            (g, x) -> List.of(g.matMul(g.transpose(x.get(0), 1, 0), g.transpose(x.get(1), 1, 0))),
            Computation.normal(dtype, 1, 4, 3),
            Computation.normal(dtype, 2, 5, 4)),
        Tolerance.sumOf(4));
  }

  static Stream<Arguments> gemms() {
    return Stream.of(true, false)
        .flatMap(transA -> Stream.of(true, false).map(transB -> Arguments.of(transA, transB)));
  }

  @ParameterizedTest
  @MethodSource("gemms")
  void gemm_agreesWithTheOracle(boolean transA, boolean transB) {
    Tensor a = Computation.normal(DType.FLOAT32, 1, transA ? 4 : 3, transA ? 3 : 4);
    Tensor b = Computation.normal(DType.FLOAT32, 2, transB ? 5 : 4, transB ? 4 : 5);
    Contraction.Gemm gemm = new Contraction.Gemm(0.5, 2, transA, transB);
    Agreement.check(Computation.of(gemm, a, b), Tolerance.sumOf(4));
    for (long[] bias : List.of(new long[] {}, new long[] {5}, new long[] {3, 1})) {
      Tensor c = Computation.normal(DType.FLOAT32, 3, bias);
      Agreement.check(Computation.of(gemm, a, b, c), Tolerance.sumOf(5));
    }
  }
}
