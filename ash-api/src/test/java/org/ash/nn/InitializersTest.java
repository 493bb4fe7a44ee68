package org.ash.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.ash.ir.Variable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class InitializersTest {
  private static final Variable CONVOLUTION = weight("stage1.block0.conv1.weight", 64, 16, 3, 3);
  private static final Variable DENSE = weight("head.dense.weight", 10, 64);

  @Test
  void heNormalFanOut_isGoldenToTheBit() throws NoSuchAlgorithmException {
    assertEquals(
        "7a218ed2b745c2a230e47e1b247037a60532cd3d66b240b8d98e536692746674",
        sha256(Initializers.heNormalFanOut().create(CONVOLUTION, 1)));
  }

  @Test
  void glorotUniform_isGoldenToTheBit() throws NoSuchAlgorithmException {
    assertEquals(
        "2c57bf95dfeddec21ede99053a5816390e26f0ded9baeaf8c326bfe3d91b2963",
        sha256(Initializers.glorotUniform().create(DENSE, 1)));
  }

  @Test
  void heNormalFanIn_hasMean0AndVariance2ByFanIn() {
    assertMoments(Initializers.heNormalFanIn(), 2.0 / (16 * 9));
  }

  @Test
  void heNormalFanOut_hasMean0AndVariance2ByFanOut() {
    assertMoments(Initializers.heNormalFanOut(), 2.0 / (64 * 9));
  }

  @Test
  void glorotUniform_staysWithinItsBoundAndFillsIt() {
    double bound = Math.sqrt(6.0 / (64 + 10));
    double[] values = Initializers.glorotUniform().create(DENSE, 7).toDoubles();
    double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
    assertTrue(largest <= bound && largest > 0.99 * bound, "largest is " + largest);
    assertEquals(0, Arrays.stream(values).average().orElseThrow(), 4 * bound / Math.sqrt(3 * 640));
  }

  @Test
  void otherSeedOrName_givesOtherWeights() {
    Tensor weights = Initializers.heNormalFanOut().create(CONVOLUTION, 1);
    Variable sibling = weight("stage1.block0.conv2.weight", 64, 16, 3, 3);
    assertFalse(weights.bitEquals(Initializers.heNormalFanOut().create(CONVOLUTION, 2)));
    assertFalse(weights.bitEquals(Initializers.heNormalFanOut().create(sibling, 1)));
  }

  @Test
  void orderOfDeclaration_changesNothing() {
    Parameters forward = new Parameters(3);
    Parameters backward = new Parameters(3);
    declare(forward, CONVOLUTION);
    declare(forward, DENSE);
    declare(backward, DENSE);
    declare(backward, CONVOLUTION);
    for (Variable variable : new Variable[] {CONVOLUTION, DENSE}) {
      assertTrue(
          forward.initialValues().get(variable).bitEquals(backward.initialValues().get(variable)));
    }
  }

  @Test
  void float64_isTheSameNumbersBeforeRounding() {
    Variable wide = new Variable(DENSE.name(), DType.FLOAT64, DENSE.shape(), Variable.Role.WEIGHT);
    double[] doubles = Initializers.heNormalFanIn().create(wide, 5).toDoubles();
    float[] rounded = new float[doubles.length];
    for (int i = 0; i < doubles.length; i++) {
      rounded[i] = (float) doubles[i];
    }
    assertArrayEquals(rounded, Initializers.heNormalFanIn().create(DENSE, 5).toFloats());
  }

  @Test
  void vector_hasNoFan() {
    Variable vector = weight("bias", 10);
    assertThrows(
        IllegalArgumentException.class, () -> Initializers.heNormalFanIn().create(vector, 1));
  }

  private static void declare(Parameters parameters, Variable variable) {
    parameters.declare(
        variable.name(), variable.shape(), variable.role(), Initializers.glorotUniform());
  }

  private static void assertMoments(Initializer initializer, double variance) {
    double[] values = initializer.create(CONVOLUTION, 11).toDoubles();
    int n = values.length;
    double mean = Arrays.stream(values).average().orElseThrow();
    double square = Arrays.stream(values).map(value -> value * value).average().orElseThrow();
    // Four standard errors of a mean and of a variance of n normal numbers.
    assertEquals(0, mean, 4 * Math.sqrt(variance / n));
    assertEquals(variance, square, 4 * variance * Math.sqrt(2.0 / n));
  }

  private static Variable weight(String name, long... dims) {
    return new Variable(name, DType.FLOAT32, Shape.of(dims), Variable.Role.WEIGHT);
  }

  private static String sha256(Tensor tensor) throws NoSuchAlgorithmException {
    byte[] bytes = new byte[tensor.bytes().remaining()];
    tensor.bytes().get(bytes);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
