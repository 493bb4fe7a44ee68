package org.ash.reference;

import static org.ash.reference.Computation.largestDifference;
import static org.ash.reference.Computation.normal;
import static org.ash.reference.Computation.scalar;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ash.activation.ZScore;
import org.ash.ir.ActivationComposite;
import org.ash.ir.AshComposite.Ash;
import org.ash.ir.AshComposite.AshGradient;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of ASH, each test named by its number, on the kernels and on their decompositions. */
final class AshSpecificationTest {
  private static final long SEED = 40;
  private static final double EPS = 1e-5;

  @Test
  void ash1_formula_workedOutByHand() {
    // Mean 2 and variance 1; with eps 3 the standard deviation is 2.
    Tensor x = Tensor.ofDoubles(new double[] {1, 3}, 1, 2);
    double[] y = Computation.of(new Ash(3), x, scalar(0.25), scalar(-1)).values();
    // u = 0.5 (x - 2 + 2) = x / 2
    double[] expected = {1 / (1 + Math.exp(-0.5)), 3 / (1 + Math.exp(-1.5))};
    assertArrayEquals(expected, y, 1e-15);
  }

  @Test
  void ash1_largeAlpha_keepsTheLargeElements() {
    Tensor x = normal(SEED, "x", 1, 64);
    List<Tensor> results = Computation.of(new Ash(EPS), x, scalar(1e9), scalar(0.5)).evaluate();
    double threshold = results.get(1).get(0) + 0.5 * results.get(2).get(0);
    double[] expected = Arrays.stream(x.toDoubles()).map(v -> v > threshold ? v : 0).toArray();
    assertEquals(0, largestDifference(expected, results.get(0).toDoubles()), "seed " + SEED);
  }

  @Test
  void ash2_statistics_areThoseOfEachSampleAlone() {
    Tensor x = normal(SEED, "x", 3, 2, 5, 4);
    List<Tensor> results = Computation.of(new Ash(EPS), x, scalar(1), scalar(1)).evaluate();
    for (int n = 0; n < 3; n++) {
      double[] sample = Arrays.copyOfRange(x.toDoubles(), n * 40, (n + 1) * 40);
      double mean = Arrays.stream(sample).sum() / 40;
      double variance = Arrays.stream(sample).map(v -> (v - mean) * (v - mean)).sum() / 40;
      assertEquals(mean, results.get(1).get(n), 1e-15, "mean of sample " + n);
      assertEquals(Math.sqrt(variance + EPS), results.get(2).get(n), 1e-15, "std of sample " + n);
    }
  }

  @Test
  void ash2_variance_isAccurateFarFromZero() {
    double[] noise = normal(SEED, "x", 1, 1000).toDoubles();
    // Multiples of 2^-20, so that adding 2^30 rounds nothing.
    double[] steps = Arrays.stream(noise).map(v -> Math.rint(v * 0x1p20) * 0x1p-20).toArray();
    double[] shifted = Arrays.stream(steps).map(v -> v + 0x1p30).toArray();
    double near = std(Tensor.ofDoubles(steps, 1, 1000));
    double far = std(Tensor.ofDoubles(shifted, 1, 1000));
    assertEquals(near, far, 1e-12, "seed " + SEED);
  }

  private static double std(Tensor x) {
    return Computation.of(new Ash(EPS), x, scalar(1), scalar(0)).evaluate().get(2).get(0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void ash4_brokenSample_leavesOthersBitEqual(double broken) {
    Tensor clean = normal(SEED, "x", 3, 2, 2, 2);
    Tensor dirty = clean.copy();
    dirty.set(8 + 3, broken);
    for (boolean whole : new boolean[] {true, false}) {
      List<Tensor> expected = forwardAndBackward(clean, whole);
      List<Tensor> actual = forwardAndBackward(dirty, whole);
      for (int output = 0; output < 2; output++) {
        for (int i : IntStream.concat(IntStream.range(0, 8), IntStream.range(16, 24)).toArray()) {
          assertEquals(expected.get(output).get(i), actual.get(output).get(i));
        }
      }
      assertTrue(Double.isNaN(actual.get(2).get(0)), "dalpha");
      assertTrue(Double.isNaN(actual.get(3).get(0)), "dz");
    }
  }

  @ParameterizedTest
  @CsvSource({"NaN, 0", "Infinity, 0", "-Infinity, 0", "NaN, 1.5", "Infinity, -2"})
  void ash5_brokenElement_makesTheWholeSampleNaN(double broken, double z) {
    Tensor x = normal(SEED, "x", 2, 6);
    x.set(2, broken);
    Computation ash = Computation.of(new Ash(EPS), x, scalar(1), scalar(z));
    for (Computation form : List.of(ash, ash.decomposed())) {
      double[] y = form.values();
      assertTrue(Arrays.stream(y, 0, 6).allMatch(Double::isNaN), Arrays.toString(y));
      assertTrue(Arrays.stream(y, 6, 12).noneMatch(Double::isNaN), Arrays.toString(y));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.1, 7, 1, 1.96", "-3.3, 1, 0.5, -2", "1e6, 13, -2, 0.7", "0, 4, 1, 1"})
  void ash5_constantSample_givesTheFormulaExactly(double x, int elements, double alpha, double z) {
    Tensor sample = Tensor.ofDoubles(filled(x, elements), 1, elements);
    Computation ash = Computation.of(new Ash(EPS), sample, scalar(alpha), scalar(z));
    double u = -2 * alpha * (z * Math.sqrt(EPS));
    double[] expected = filled(x * SpecialFunctions.sigmoid(u), elements);
    assertArrayEquals(expected, ash.values(), "kernel");
    assertArrayEquals(expected, ash.decomposed().values(), "decomposition");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9})
  void ash5_constantSample_hasFiniteGradients(int elements) {
    Tensor sample = Tensor.ofDoubles(filled(0.3, elements), 1, elements);
    for (boolean whole : new boolean[] {true, false}) {
      for (Tensor result : forwardAndBackward(sample, whole)) {
        assertTrue(Arrays.stream(result.toDoubles()).allMatch(Double::isFinite), result.toString());
      }
    }
  }

  @Test
  void ash6_gradientOfInput_matchesCentralDifferences() {
    assertGradient("x0", 0);
  }

  @Test
  void ash6_gradientOfAlpha_matchesCentralDifferences() {
    assertGradient("x1", 1);
  }

  @Test
  void ash6_gradientOfZ_matchesCentralDifferences() {
    assertGradient("x2", 2);
  }

  private static void assertGradient(String input, int result) {
    Tensor x = normal(SEED, "x", 3, 2, 3, 4);
    Tensor dy = normal(SEED, "dy", 3, 2, 3, 4);
    Tensor alpha = scalar(0.8);
    Tensor z = scalar(-0.7);
    Computation ash = Computation.of(new Ash(EPS), x, alpha, z);
    List<Tensor> y = ash.evaluate();
    Tensor measured =
        new CentralDifferences(ash.graph(), ash.feeds(), Map.of()).ofInput("y0", dy, input);
    Tensor closed =
        Computation.of(new AshGradient(EPS), dy, x, alpha, z, y.get(1), y.get(2))
            .evaluate()
            .get(result);
    assertEquals(
        0, largestDifference(measured.toDoubles(), closed.toDoubles()), 1e-9, "seed " + SEED);
  }

  @Test
  void ash7_withoutStatisticsAndAlphaOneHalf_isSwish() {
    Tensor x = normal(SEED, "x", 2, 50);
    double[] formula =
        Computation.of(
                (g, in) -> {
                  var mean = g.like(in.get(0), 0);
                  var std = g.like(in.get(0), 0);
                  var z = g.like(in.get(0), 1.96);
                  var above = g.sub(g.sub(in.get(0), mean), g.mul(z, std));
                  var gate = g.sigmoid(g.mul(g.like(in.get(0), 2 * 0.5), above));
                  return List.of(g.mul(in.get(0), gate));
                },
                x)
            .values();
    double[] swish = Computation.of(new ActivationComposite.Swish(1), x).values();
    assertArrayEquals(swish, formula, "seed " + SEED);
  }

  @ParameterizedTest
  @ValueSource(doubles = {2.5, 10, 30, 50, 80})
  void ash7_normalInput_activatesTheTopPercent(double percent) {
    int count = 100_000;
    Tensor x = normal(SEED, "x", 1, count);
    double z = ZScore.ofTopPercent(percent);
    double[] y = Computation.of(new Ash(EPS), x, scalar(1), scalar(z)).values();
    // u is above 0 where the gate is above 1/2.
    double active = IntStream.range(0, count).filter(i -> y[i] / x.get(i) > 0.5).count();
    double share = percent / 100;
    // Four standard deviations of the share among that many elements.
    double sampling = 4 * Math.sqrt(share * (1 - share) / count);
    assertEquals(share, active / count, sampling, "seed " + SEED);
  }

  /** y, dx, dalpha, dz. */
  private static List<Tensor> forwardAndBackward(Tensor x, boolean whole) {
    Tensor dy = normal(SEED, "dy", x.shape().dims());
    Computation computation =
        Computation.of(
            (g, in) -> {
              var ash = g.applyAll(new Ash(EPS), in.get(0), in.get(1), in.get(2));
              var gradients =
                  g.applyAll(
                      new AshGradient(EPS),
                      in.get(3),
                      in.get(0),
                      in.get(1),
                      in.get(2),
                      ash.get(1),
                      ash.get(2));
              return List.of(ash.get(0), gradients.get(0), gradients.get(1), gradients.get(2));
            },
            x,
            scalar(0.9),
            scalar(1.2),
            dy);
    return (whole ? computation : computation.decomposed()).evaluate();
  }

  private static double[] filled(double value, int count) {
    double[] values = new double[count];
    Arrays.fill(values, value);
    return values;
  }
}
