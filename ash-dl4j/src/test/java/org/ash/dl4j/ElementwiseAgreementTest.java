package org.ash.dl4j;

import java.util.List;
import java.util.stream.Stream;
import org.ash.ir.ActivationComposite;
import org.ash.ir.Elementwise;
import org.ash.ir.Op;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators on each element agree with the oracle, special values and every length included. */
final class ElementwiseAgreementTest {
  private static final List<Integer> LENGTHS = List.of(1, 2, 7, 16, 17, 33, 65, 1000);

  static Stream<Arguments> operators() {
    return Stream.of(
            Arguments.of(new Elementwise.Neg(), Tolerance.EXACT),
            Arguments.of(new Elementwise.Abs(), Tolerance.EXACT),
            Arguments.of(new Elementwise.Exp(), Tolerance.TRANSCENDENTAL),
            Arguments.of(new Elementwise.Log(), Tolerance.TRANSCENDENTAL),
            Arguments.of(new Elementwise.Sqrt(), Tolerance.ARITHMETIC),
            Arguments.of(new Elementwise.Reciprocal(), Tolerance.ARITHMETIC),
            Arguments.of(new Elementwise.Sigmoid(), Tolerance.SIGMOID),
            Arguments.of(new Elementwise.Tanh(), Tolerance.TRANSCENDENTAL),
            Arguments.of(new Elementwise.Erf(), Tolerance.SIGMOID),
            Arguments.of(new Elementwise.Relu(), Tolerance.EXACT),
            Arguments.of(new Elementwise.Softplus(), Tolerance.TRANSCENDENTAL),
            Arguments.of(new Elementwise.Sign(), Tolerance.EXACT),
            Arguments.of(new Elementwise.Floor(), Tolerance.EXACT),
            Arguments.of(new Elementwise.Clip(-0.5, 1.25), Tolerance.EXACT),
            Arguments.of(new Elementwise.StopGradient(), Tolerance.EXACT),
            Arguments.of(new Elementwise.IsNaN(), Tolerance.EXACT),
            Arguments.of(new ActivationComposite.LeakyRelu(0.01), Tolerance.ARITHMETIC),
            Arguments.of(new ActivationComposite.LeakyRelu(-0.5), Tolerance.ARITHMETIC),
            Arguments.of(new ActivationComposite.LeakyRelu(2), Tolerance.ARITHMETIC),
            Arguments.of(new ActivationComposite.Elu(1), Tolerance.composite(1)),
            Arguments.of(new ActivationComposite.Elu(0.5), Tolerance.composite(1)),
            Arguments.of(new ActivationComposite.Selu(), Tolerance.composite(1)),
            Arguments.of(new ActivationComposite.Gelu(), Tolerance.sigmoidTimes("x0")),
            Arguments.of(new ActivationComposite.Swish(1), Tolerance.sigmoidTimes("x0")),
            Arguments.of(new ActivationComposite.Swish(1.5), Tolerance.sigmoidTimes("x0")))
        .flatMap(
            row ->
                Stream.of(DType.FLOAT32, DType.FLOAT64)
                    .map(dtype -> Arguments.of(row.get()[0], row.get()[1], dtype)));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("operators")
  void elementwise_agreesWithTheOracle_forEveryLength(Op op, Tolerance tolerance, DType dtype) {
    for (int length : LENGTHS) {
      Tensor x = Computation.normal(dtype, 7 + length, length);
      Agreement.check(
          Computation.of(op, Tensor.generate(dtype, x.shape(), i -> 3 * x.get(i))), tolerance);
    }
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("operators")
  void elementwise_agreesWithTheOracle_onSpecialValues(Op op, Tolerance tolerance, DType dtype) {
    double[] special = {
      0.0,
      -0.0,
      1,
      -1,
      0.5,
      -0.5,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      20,
      -20,
      80,
      -80,
      1e-10,
      -1e-10,
      1e10,
      -1e10
    };
    double[] padded = new double[64];
    for (int i = 0; i < padded.length; i++) {
      padded[i] = special[i % special.length];
    }
    Agreement.check(Computation.of(op, Tensor.of(dtype, Shape.of(64), padded)), tolerance);
  }

  @ParameterizedTest
  @MethodSource("castPairs")
  void cast_convertsAsTheOracle(DType from, DType to) {
    Tensor values = Tensor.generate(from, Shape.of(20), i -> from == DType.BOOL ? i % 2 : i * 1.75);
    Agreement.check(Computation.of(new Elementwise.Cast(to), values), Tolerance.EXACT);
  }

  static Stream<Arguments> castPairs() {
    List<DType> types =
        List.of(
            DType.FLOAT32,
            DType.FLOAT64,
            DType.INT8,
            DType.INT32,
            DType.INT64,
            DType.UINT8,
            DType.BOOL);
    return types.stream().flatMap(from -> types.stream().map(to -> Arguments.of(from, to)));
  }
}
