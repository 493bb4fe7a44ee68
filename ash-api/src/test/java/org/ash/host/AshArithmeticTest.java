package org.ash.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AshArithmeticTest {

  private static final double EPS = 1e-5;
  private static final double UNIT = 0x1p-24;

  /** Around vector widths, around pieces of 1,024, resident and not, several folds. */
  static IntStream lengths() {
    return IntStream.concat(
        IntStream.rangeClosed(1, 17),
        IntStream.of(
            31, 32, 33, 63, 64, 65, 1023, 1024, 1025, 2047, 4096, 16384, 16385, 20000, 70000));
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Result(float[] y, float[] mean, float[] std) {}

  private static Result forward(
      float[] x, int samples, float alpha, float z, double eps, int threads) {
    float[] y = new float[x.length];
    float[] mean = new float[samples];
    float[] std = new float[samples];
    AshArithmetic.forward(
        new AshArithmetic.Call(samples, x.length / samples, alpha, z, eps, threads),
        new ArrayFloats(x),
        new ArrayFloats(y),
        mean,
        std);
    return new Result(y, mean, std);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Gradients(float[] dx, float dalpha, float dz) {}

  private static Gradients gradient(
      float[] g, float[] x, int samples, float alpha, float z, double eps, int threads) {
    Result forward = forward(x, samples, alpha, z, eps, threads);
    float[] dx = new float[x.length];
    AshArithmetic.ScalarGradients scalars =
        AshArithmetic.gradient(
            new AshArithmetic.Call(samples, x.length / samples, alpha, z, eps, threads),
            new ArrayFloats(g),
            new ArrayFloats(x),
            forward.mean(),
            forward.std(),
            new ArrayFloats(dx));
    return new Gradients(dx, scalars.alpha(), scalars.z());
  }

  private static float[] normal(int count, long seed, double mean, double deviation) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return values;
  }

  private static double[] sample(float[] values, int n, int length) {
    return IntStream.range(n * length, (n + 1) * length).mapToDouble(i -> values[i]).toArray();
  }

  /**
   * What float arithmetic may do to y: the sigmoid's floor of 2^-22 scaled by |x|, plus the error
   * of u, a few units of its terms, times the sigmoid's greatest slope of 1/4, plus one rounding.
   */
  private static void assertForward(float[] x, Result actual, int samples, float alpha, float z) {
    int length = x.length / samples;
    for (int n = 0; n < samples; n++) {
      double[] exactX = sample(x, n, length);
      double m = PlainAsh.mean(exactX);
      double s = PlainAsh.deviation(exactX, EPS);
      double largest = Arrays.stream(exactX).map(v -> Math.abs(v - m)).max().orElseThrow();
      double statistics = 2 * UNIT * Math.sqrt(length) * (largest + s);
      assertEquals(m, actual.mean()[n], UNIT * Math.abs(m) + statistics, "mean of sample " + n);
      assertEquals(s, actual.std()[n], UNIT * s + statistics, "std of sample " + n);
      double[] exactY = PlainAsh.forward(exactX, alpha, z, EPS);
      for (int i = 0; i < length; i++) {
        double terms = 2 * Math.abs(alpha) * (Math.abs(exactX[i] - m) + Math.abs(z) * s);
        double uError = 4 * UNIT * terms + 2 * Math.abs(alpha) * statistics;
        double bound =
            Math.abs(exactX[i]) * (0x1p-22 + uError / 4)
                + UNIT * Math.abs(exactY[i])
                + Float.MIN_VALUE;
        assertEquals(exactY[i], actual.y()[n * length + i], bound, "sample " + n + ", " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void ash1_forward_matchesTheFormulaInDouble_atEveryLength(int length) {
    float[] x = normal(3 * length, length, 0.3, 1.5);
    assertForward(x, forward(x, 3, 1.25f, 0.75f, EPS, 2), 3, 1.25f, 0.75f);
  }

  @ParameterizedTest
  @CsvSource({"1000, 0.01", "-5000, 1", "100000, 0.5", "0, 1e-6", "3, 1e-3", "1e18, 1e17"})
  void ash2_statistics_areAccurate_whateverTheOffset(double mean, double deviation) {
    float[] x = normal(2 * 5000, 5, mean, deviation);
    assertForward(x, forward(x, 2, 1f, 1f, EPS, 1), 2, 1f, 1f);
  }

  @Test
  void ash2_statistics_areAccurate_whenTheFirstElementIsAnOutlier() {
    float[] x = normal(16384, 6, 0, 1e-2);
    x[0] = 1e3f;
    assertForward(x, forward(x, 1, 0.01f, 1f, EPS, 1), 1, 0.01f, 1f);
  }

  @Test
  void ash2_statistics_stayFinite_whereSquaresOverflowFloat() {
    float[] x = normal(4096, 7, 1e25, 1e25);
    assertForward(x, forward(x, 1, 1e-25f, 0.5f, EPS, 1), 1, 1e-25f, 0.5f);
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, -4f, 1e-30f, 3.3e5f})
  void ash5_constantSample_hasItsValueAsMean(float value) {
    float[] x = new float[3000];
    Arrays.fill(x, value);
    Result result = forward(x, 1, 1.5f, 2f, EPS, 1);
    double exact = value * PlainAsh.logistic(-2 * 1.5 * 2 * Math.sqrt(EPS));
    assertEquals(value, result.mean()[0]);
    assertEquals((float) Math.sqrt(EPS), result.std()[0]);
    for (float y : result.y()) {
      assertEquals(exact, y, Math.abs(value) * 0x1p-22);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void ash4_ash5_badSample_isAllNaN_andLeavesOthersBitEqual(float bad) {
    for (int length : new int[] {1, 7, 1500, 20000}) {
      for (int position : new int[] {0, length - 1}) {
        float[] x = normal(3 * length, 8, 0, 1);
        float[] g = normal(3 * length, 9, 0, 1);
        Result clean = forward(x, 3, 1f, 0f, EPS, 2);
        Gradients cleanGradients = gradient(g, x, 3, 1f, 0f, EPS, 2);
        x[length + position] = bad;
        Result y = forward(x, 3, 1f, 0f, EPS, 2);
        Gradients gradients = gradient(g, x, 3, 1f, 0f, EPS, 2);
        for (int i = 0; i < x.length; i++) {
          boolean poisoned = i / length == 1;
          assertBits(poisoned ? Float.NaN : clean.y()[i], y.y()[i]);
          assertBits(poisoned ? Float.NaN : cleanGradients.dx()[i], gradients.dx()[i]);
        }
        assertTrue(Float.isNaN(gradients.dalpha()) && Float.isNaN(gradients.dz()));
      }
    }
  }

  private static void assertBits(float expected, float actual) {
    assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(actual));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void ash6_gradient_matchesTheFormulaInDouble_atEveryLength(int length) {
    assertGradient(normal(2 * length, length, 0.2, 1.3), 2, 0.9f, -0.6f);
  }

  @Test
  void ash6_gradient_matchesTheFormula_beyondTheUnclampedRange() {
    assertGradient(normal(2 * 3000, 12, 0, 200), 2, 5f, 0.5f);
  }

  /** Sums of K terms may be off by a few units times sqrt(K) times the size of their terms. */
  private static void assertGradient(float[] x, int samples, float alpha, float z) {
    int length = x.length / samples;
    float[] g = normal(x.length, 10, 0, 1);
    Gradients actual = gradient(g, x, samples, alpha, z, EPS, 2);
    double dalpha = 0;
    double dz = 0;
    double terms = 0;
    for (int n = 0; n < samples; n++) {
      double[] exactX = sample(x, n, length);
      double[] exactG = sample(g, n, length);
      double[] exact = PlainAsh.gradient(exactG, exactX, alpha, z, EPS);
      double s = PlainAsh.deviation(exactX, EPS);
      double largest = Arrays.stream(exactX).map(Math::abs).max().orElseThrow();
      double steepness = 1 + 2 * Math.abs(alpha) * largest * (1 + 2 * Math.abs(alpha) * largest);
      for (int i = 0; i < length; i++) {
        double bound = 0x1p-22 * (Math.abs(exactG[i]) + 1) * steepness;
        assertEquals(exact[i], actual.dx()[n * length + i], bound, "dx, sample " + n + ", " + i);
      }
      dalpha += exact[length];
      dz += exact[length + 1];
      terms += length * steepness * (largest + s) * Math.abs(1 + alpha) * (1 + Math.abs(z));
    }
    double bound = 0x1p-22 * terms / Math.sqrt(x.length);
    assertEquals(dalpha, actual.dalpha(), bound, "dalpha");
    assertEquals(dz, actual.dz(), bound, "dz");
  }

  /** The formula itself, of which the two tests above are copies, against differences of y. */
  @Test
  void ash6_formula_matchesCentralDifferencesInDouble() {
    Random random = new Random(11);
    double[] x = random.doubles(20, -2, 2).toArray();
    double[] g = random.doubles(20, -1, 1).toArray();
    double alpha = 0.8;
    double z = 0.4;
    double step = 1e-5;
    double[] exact = PlainAsh.gradient(g, x, alpha, z, EPS);
    for (int i = 0; i < x.length; i++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[i] += step;
      down[i] -= step;
      double slope =
          (PlainAsh.loss(g, up, alpha, z, EPS) - PlainAsh.loss(g, down, alpha, z, EPS))
              / (2 * step);
      assertEquals(slope, exact[i], 1e-9, "dx " + i);
    }
    double byAlpha =
        (PlainAsh.loss(g, x, alpha + step, z, EPS) - PlainAsh.loss(g, x, alpha - step, z, EPS))
            / (2 * step);
    double byZ =
        (PlainAsh.loss(g, x, alpha, z + step, EPS) - PlainAsh.loss(g, x, alpha, z - step, EPS))
            / (2 * step);
    assertEquals(byAlpha, exact[x.length], 1e-9);
    assertEquals(byZ, exact[x.length + 1], 1e-9);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 5000, 20000})
  void results_areBitEqual_whateverTheNumberOfThreads(int length) {
    float[] x = normal(13 * length, 13, 0, 1);
    float[] g = normal(13 * length, 14, 0, 1);
    Gradients one = gradient(g, x, 13, 1f, 0.5f, EPS, 1);
    for (int threads = 2; threads <= 4; threads++) {
      Gradients more = gradient(g, x, 13, 1f, 0.5f, EPS, threads);
      assertArrayEquals(one.dx(), more.dx());
      assertEquals(one.dalpha(), more.dalpha());
      assertEquals(one.dz(), more.dz());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 20000})
  void results_areBitEqual_whenComputedInPlace(int length) {
    float[] x = normal(2 * length, 15, 0, 1);
    float[] g = normal(2 * length, 16, 0, 1);
    Result forward = forward(x, 2, 1f, 0.5f, EPS, 1);
    Gradients gradients = gradient(g, x, 2, 1f, 0.5f, EPS, 1);
    AshArithmetic.Call call = new AshArithmetic.Call(2, length, 1f, 0.5f, EPS, 1);
    AshArithmetic.gradient(
        call,
        new ArrayFloats(g),
        new ArrayFloats(x),
        forward.mean(),
        forward.std(),
        new ArrayFloats(g));
    AshArithmetic.forward(call, new ArrayFloats(x), new ArrayFloats(x), new float[2], new float[2]);
    assertArrayEquals(gradients.dx(), g);
    assertArrayEquals(forward.y(), x);
  }

  @Test
  void noSamples_giveZeroScalarGradients() {
    AshArithmetic.ScalarGradients scalars =
        AshArithmetic.gradient(
            new AshArithmetic.Call(0, 8, 1f, 0f, EPS, 2),
            new ArrayFloats(new float[0]),
            new ArrayFloats(new float[0]),
            new float[0],
            new float[0],
            new ArrayFloats(new float[0]));
    assertEquals(new AshArithmetic.ScalarGradients(0f, 0f), scalars);
  }

  /** As the oracle has it: nothing to add up for alpha, no deviation to multiply with for z. */
  @Test
  void emptySamples_haveNoStatistics() {
    AshArithmetic.Call call = new AshArithmetic.Call(2, 0, 1f, 0.5f, EPS, 2);
    ArrayFloats none = new ArrayFloats(new float[0]);
    float[] mean = new float[2];
    float[] std = new float[2];
    AshArithmetic.forward(call, none, none, mean, std);
    assertArrayEquals(new float[] {Float.NaN, Float.NaN}, mean);
    assertArrayEquals(new float[] {Float.NaN, Float.NaN}, std);
    assertEquals(
        new AshArithmetic.ScalarGradients(0f, Float.NaN),
        AshArithmetic.gradient(call, none, none, mean, std, none));
  }

  @Test
  void team_passesOnWhatTheWorkThrew_afterAllBlocksEnded() {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                SampleTeam.forEach(
                    100,
                    1 << 14,
                    3,
                    n -> {
                      if (n == 57) {
                        throw new IllegalArgumentException("sample 57");
                      }
                    }));
    assertEquals("sample 57", thrown.getMessage());
  }
}
