package org.ash.host;

/**
 * The inner loops of ASH: one statement each over arrays that share their index, because only such
 * loops become vector instructions on Java 17 ({@code a[j] += x[offset + j]} runs eight times
 * slower than {@code a[j] += x[j]}). Sums therefore run in lanes, one partial sum per index, and
 * are folded at the end.
 *
 * <p>Notation of DESIGN: u = scale * (x - center) + bias with scale = 2a and bias = -2a z s.
 */
final class AshLoops {

  /** Elements per piece: small enough for the first-level cache, and a multiple of any vector. */
  static final int CHUNK = 1024;

  private static final int FOLDED = CHUNK / 4;

  private AshLoops() {}

  /** Adds the deviations from {@code shift} and their squares to the lanes. */
  static void addMoments(float[] x, int count, float shift, float[] sums, float[] squares) {
    for (int i = 0; i < count; i++) {
      float d = x[i] - shift;
      sums[i] += d;
      squares[i] = Math.fma(d, d, squares[i]);
    }
  }

  /** {@link #addMoments} for two pieces at once, which halves the traffic to the lanes. */
  static void addMomentsOfTwo(
      float[] x, float[] y, int count, float shift, float[] sums, float[] squares) {
    for (int i = 0; i < count; i++) {
      float d = x[i] - shift;
      float e = y[i] - shift;
      sums[i] += d + e;
      squares[i] = Math.fma(d, d, Math.fma(e, e, squares[i]));
    }
  }

  /** x becomes x S(u), for |u| up to {@link RationalLogistic#SATURATION}. */
  static void gate(float[] x, int count, float center, float scale, float bias) {
    for (int i = 0; i < count; i++) {
      float v = x[i];
      x[i] = v * RationalLogistic.of(Math.fma(scale, v - center, bias));
    }
  }

  /** {@link #gate} for any u. */
  static void gateClamped(float[] x, int count, float center, float scale, float bias) {
    for (int i = 0; i < count; i++) {
      float v = x[i];
      x[i] = v * RationalLogistic.clamped(Math.fma(scale, v - center, bias));
    }
  }

  /** Writes S(u) of every element, for |u| up to {@link RationalLogistic#SATURATION}. */
  static void openGate(float[] x, int count, float center, float scale, float bias, float[] gate) {
    for (int i = 0; i < count; i++) {
      gate[i] = RationalLogistic.of(Math.fma(scale, x[i] - center, bias));
    }
  }

  /** {@link #openGate} for any u. */
  static void openGateClamped(
      float[] x, int count, float center, float scale, float bias, float[] gate) {
    for (int i = 0; i < count; i++) {
      gate[i] = RationalLogistic.clamped(Math.fma(scale, x[i] - center, bias));
    }
  }

  /**
   * The first pass of the gradient, {@code gate} being S(u): with h = g x S(u) (1 - S(u)), g
   * becomes g S(u) + 2a h; h and h (x - center) are added to the lanes. Apart from {@link
   * #openGate} because the two in one loop are too much for the compiler's vectorizer.
   */
  static void differentiate(
      float[] g,
      float[] x,
      float[] gate,
      int count,
      float center,
      float scale,
      float[] slopes,
      float[] moments) {
    for (int i = 0; i < count; i++) {
      float v = x[i];
      float open = gate[i];
      float passed = g[i] * open;
      float h = passed * (1f - open) * v;
      slopes[i] += h;
      moments[i] = Math.fma(h, v - center, moments[i]);
      g[i] = Math.fma(scale, h, passed);
    }
  }

  /** The second pass of the gradient: g -= constant + slope * (x - center). */
  static void subtractLine(
      float[] g, float[] x, int count, float center, float constant, float slope) {
    for (int i = 0; i < count; i++) {
      g[i] -= Math.fma(slope, x[i] - center, constant);
    }
  }

  /**
   * The sum of the first {@code count} lanes in double, in an order that depends on {@code count}
   * alone. Overwrites the lanes.
   */
  static double fold(float[] lanes, int count) {
    int rest = count;
    if (count == CHUNK) {
      for (int i = 0; i < FOLDED; i++) {
        lanes[i] = (lanes[i] + lanes[i + FOLDED]) + (lanes[i + 2 * FOLDED] + lanes[i + 3 * FOLDED]);
      }
      rest = FOLDED;
    }
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 4 <= rest; i += 4) {
      sum0 += lanes[i];
      sum1 += lanes[i + 1];
      sum2 += lanes[i + 2];
      sum3 += lanes[i + 3];
    }
    for (; i < rest; i++) {
      sum0 += lanes[i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }
}
