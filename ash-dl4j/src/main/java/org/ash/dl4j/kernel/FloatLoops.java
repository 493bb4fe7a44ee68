package org.ash.dl4j.kernel;

import org.ash.host.RationalLogistic;

/**
 * Loops over arrays that share their index, one statement each, which the compiler of Java 17 turns
 * into vector instructions.
 */
final class FloatLoops {
  private FloatLoops() {}

  /** {@code y[i] = f(x[i])}; y may be x. */
  @FunctionalInterface
  interface Unary {
    void apply(float[] x, float[] y, int count);
  }

  /** {@code y[i] = f(a[i], b[i])}; y may be a or b. */
  @FunctionalInterface
  interface Binary {
    void apply(float[] a, float[] b, float[] y, int count);
  }

  static void add(float[] a, float[] b, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = a[i] + b[i];
    }
  }

  static void sub(float[] a, float[] b, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = a[i] - b[i];
    }
  }

  static void mul(float[] a, float[] b, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = a[i] * b[i];
    }
  }

  static void div(float[] a, float[] b, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = a[i] / b[i];
    }
  }

  static void max(float[] a, float[] b, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.max(a[i], b[i]);
    }
  }

  static void min(float[] a, float[] b, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.min(a[i], b[i]);
    }
  }

  static void neg(float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = -x[i];
    }
  }

  static void abs(float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.abs(x[i]);
    }
  }

  static void reciprocal(float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = 1f / x[i];
    }
  }

  static void relu(float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.max(x[i], 0f);
    }
  }

  static void sigmoid(float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = RationalLogistic.clamped(x[i]);
    }
  }

  /** {@code y = x S(beta x)}. */
  static Unary swish(float beta) {
    return (x, y, count) -> {
      for (int i = 0; i < count; i++) {
        y[i] = x[i] * RationalLogistic.clamped(beta * x[i]);
      }
    };
  }

  /** {@code y = max(x, slope x)}, which is x above 0 and slope x below for slopes of (0, 1]. */
  static Unary leakyRelu(float slope) {
    return (x, y, count) -> {
      for (int i = 0; i < count; i++) {
        y[i] = Math.max(x[i], slope * x[i]);
      }
    };
  }

  /** {@code y = max(min(x, most), least)}; NaN stays NaN. */
  static Unary clip(float least, float most) {
    return (x, y, count) -> {
      for (int i = 0; i < count; i++) {
        y[i] = Math.max(Math.min(x[i], most), least);
      }
    };
  }

  /**
   * {@code dx = y > 0 ? dy : 0} on bit patterns: a mask of ones where y, as a number of 32 bits, is
   * above 0 and not above infinity's.
   */
  static void reluGradient(int[] dy, int[] y, int[] dx, int count) {
    for (int i = 0; i < count; i++) {
      int pattern = y[i];
      dx[i] = dy[i] & ((-pattern & ~pattern & (pattern - 0x7f800001)) >> 31);
    }
  }
}
